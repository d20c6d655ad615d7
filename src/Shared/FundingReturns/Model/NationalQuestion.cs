using System.Globalization;
using System.Text.RegularExpressions;

namespace HubAutomation.Shared.FundingReturns.Model;

/// <summary>The parts of the national collection's quarterly form in which a return has answers, in the form's order.</summary>
public enum NationalModule
{
    /// <summary>The offer and the parent-carer panels, of the whole authority.</summary>
    HealthyBabies,

    /// <summary>Users of each service.</summary>
    ServiceUsers,

    /// <summary>Users of each category of wider services.</summary>
    WiderServiceUsers,

    /// <summary>Breastfeeding, of the whole authority.</summary>
    BreastfeedingRates,
}

/// <summary>
/// A question of the national collection that a measure answers (docs/return-documents.md, "The national collection"). Known by how its code begins,
/// since questions are added from quarter to quarter.
/// </summary>
/// <param name="Code">"SPCP05", "SPCP08a_female", "QSU03", "BR01a".</param>
/// <param name="Module">The part of the form.</param>
/// <param name="Number">The question's number.</param>
/// <param name="Part">What stands behind the number: "a", "a_female", "_white"; empty for nothing.</param>
public sealed partial record NationalQuestion(string Code, NationalModule Module, int Number, string Part)
{
    // As the form has them; bands of age and deciles go by their numbers.
    private static readonly string[] Parts = ["white", "mixed", "asian", "black", "female", "male", "other", "unknown", "prefer_not_to_say"];

    /// <summary>Whether it is asked of each service, or of each category of wider services, so that an answer must name one.</summary>
    public bool NamesAService => Module is NationalModule.ServiceUsers or NationalModule.WiderServiceUsers;

    /// <summary>Whether it is a share in whole percent.</summary>
    public bool IsShare => Module is NationalModule.BreastfeedingRates && Part == "a";

    /// <summary>Whether it is asked as at the end of the quarter, not of all of it: members of the panel.</summary>
    public bool IsAsAtTheEnd => Module is NationalModule.HealthyBabies && Number >= 7;

    /// <summary>The question whether there is an answer at all, which the form asks before it; null for none.</summary>
    public string? Gate => (Module, Number, Part) switch
    {
        (NationalModule.BreastfeedingRates, _, "a") or (NationalModule.HealthyBabies, >= 8, ['a', ..]) => Code[..^Part.Length],
        (NationalModule.ServiceUsers, 3 or 4, _) => "QSU02",
        (NationalModule.ServiceUsers, 8 or 10 or 12 or 14 or 16, _) => string.Create(CultureInfo.InvariantCulture, $"QSU{Number - 1:D2}"),
        _ => null,
    };

    /// <summary>Sorts questions as the form has them.</summary>
    public (NationalModule, int, string, int, int) Order
    {
        get
        {
            var name = Part.TrimStart('a').TrimStart('_');
            var known = Array.IndexOf(Parts, name);
            var digits = Digits().Match(name);
            return (Module, Number, Part.StartsWith('a') ? "a" : "", digits.Success ? int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) : int.MaxValue, known < 0 ? Parts.Length : known);
        }
    }

    /// <summary>Null for what is no question that a measure can answer.</summary>
    public static NationalQuestion? Parse(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return Form().Match(code) is not { Success: true } match ? null : new NationalQuestion(
            code,
            match.Groups["module"].Value switch
            {
                "SPCP" => NationalModule.HealthyBabies,
                "QSU" => NationalModule.ServiceUsers,
                "QWSU" => NationalModule.WiderServiceUsers,
                _ => NationalModule.BreastfeedingRates,
            },
            int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture), match.Groups["part"].Value);
    }

    [GeneratedRegex("^(?<module>SPCP|QSU|QWSU|BR)(?<number>[0-9]{2,3})(?<part>a?(?:_[a-z0-9_]{1,40})?)$")]
    private static partial Regex Form();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
