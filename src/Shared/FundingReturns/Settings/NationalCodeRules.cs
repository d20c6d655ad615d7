using HubAutomation.Shared.FundingReturns.Model;

namespace HubAutomation.Shared.FundingReturns.Settings;

/// <summary>
/// What a measure must be that answers a question of the national collection: of the quarter and not since April, of the kind that is asked for, and of
/// a service where the form asks for each.
/// </summary>
internal static class NationalCodeRules
{
    private const string Allowed = "Allowed: SPCP… (offer and panels), QSU… (service users), QWSU… (wider services), BR01a, BR02a and BR03 (breastfeeding).";

    /// <summary>What is wrong, each with the member that it is about.</summary>
    public static IEnumerable<(string Member, string Problem)> Mistakes(string? code, string? service, MeasureKind kind, Window window)
    {
        const string Code = "nationalCode";
        const string Service = "nationalService";
        if (code is null)
        {
            if (service is not null)
                yield return (Service, $"needs a \"{Code}\": it says which service the answer is of.");
            yield break;
        }

        if (code.StartsWith("PPS", StringComparison.Ordinal))
        {
            yield return (Code, $"\"{code}\" is asked of each person by themselves, and a return knows none. Upload outcome scores from where they are kept.");
        }
        else if (NationalQuestion.Parse(code) is not { } question)
        {
            yield return (Code, $"\"{code}\" is not a question that a measure can answer. {Allowed}");
        }
        else
        {
            if (question is { Module: NationalModule.BreastfeedingRates, Number: 1 or 2, Part: not "a" })
                yield return (Code, $"\"{code}\" is answered by the hub from {code}a. Give {code}a to the measure with the share.");
            if (window.Kind is not WindowKind.Month)
                yield return ("window", $"is not the quarter that {code} asks for. Leave it out: rolled up, a measure by the month is of the quarter. What is counted since April needs a measure of its own.");
            if (question.IsShare != kind is MeasureKind.Rate)
                yield return ("kind", question.IsShare ? $"must be \"rate\" for {code}." : $"must not be \"rate\" for {code}: only BR01a and BR02a are shares.");
            if (question.NamesAService && service is null)
                yield return (Service, $"is missing: {code} is asked of each {(question.Module is NationalModule.ServiceUsers ? "service" : "category of wider services")}. Write its name as the collection has it.");
            if (!question.NamesAService && service is not null)
                yield return (Service, $"is not for {code}, which is asked of the whole authority.");
        }
    }

    /// <summary>Questions that several measures answer.</summary>
    public static IEnumerable<string> AnsweredTwice(IEnumerable<Measure> measures) => measures.Where(measure => measure.NationalCode is not null)
        .GroupBy(measure => (measure.NationalCode, Service: measure.NationalService?.ToUpperInvariant()))
        .Where(same => same.Count() > 1)
        .Select(same => $"{same.Key.NationalCode}{(same.First().NationalService is { } service ? $" of \"{service}\"" : "")} is answered by {string.Join(" and ", same.Select(measure => measure.Code))}; it must be one of them.");
}
