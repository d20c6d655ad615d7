using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.FundingReturns.Settings;

/// <summary>What returns demand of settings that are well-formed in themselves.</summary>
internal static class ReturnSettingsRules
{
    private const string NotNegative = "must not be negative.";

    /// <summary>Every breach.</summary>
    public static IEnumerable<SettingsBreach> Breaches(AuthoritySettings settings) => settings.Returns is { } returns
        ? Strands(returns).Concat(SharedIds(returns, settings.Partners)).Select(breach => new SettingsBreach(ReturnSettings.File, breach.Key, breach.Rule))
        : [];

    // Mails are addressed by id, to partners and to people of the return alike.
    private static IEnumerable<(string Key, string Rule)> SharedIds(ReturnSettings returns, IReadOnlyList<Partner> partners) =>
        from person in returns.People
        where partners.Any(partner => partner.Id == person.Id)
        select ("(the whole file)", $"the id \"{person.Id}\" is a partner's. Choose another.");

    private static IEnumerable<(string Key, string Rule)> Strands(ReturnSettings returns)
    {
        if (returns.CapitalLimit is < 0 or > 100)
            yield return ("capitalLimit", "must be a percentage from 0 to 100.");
        foreach (var (strand, i) in returns.Strands.Select((strand, i) => (strand, i)))
        {
            if (returns.Strands.Take(i).Any(other => strand.Name.Length > 0 && string.Equals(other.Name, strand.Name, StringComparison.OrdinalIgnoreCase)))
                yield return (SettingsBreach.Item("strands", i, "name"), $"\"{strand.Name}\" is another strand's name, too: the ledger could mean either.");
            foreach (var (year, _) in strand.Award.Where(award => award.Value < 0))
                yield return (SettingsBreach.Item("strands", i, $"award.{year}"), NotNegative);
        }

        foreach (var (measure, i) in returns.Measures.Select((measure, i) => (measure, i)))
        {
            if (measure.Tolerance < 0)
                yield return (SettingsBreach.Item("measures", i, "tolerance"), NotNegative);
            if (measure.LargestJump is < 0)
                yield return (SettingsBreach.Item("measures", i, "largestJump"), NotNegative);
            if (measure.Figure?.OutOf is <= 0)
                yield return (SettingsBreach.Item("measures", i, "outOf"), "must be more than 0.");
            foreach (var column in measure.Figure?.Where.Where(where => where.Value.Count == 0).Select(where => where.Key) ?? [])
                yield return (SettingsBreach.Item("measures", i, $"where.{column}"), "must name at least one value.");
        }
    }
}
