using HubAutomation.Shared.FundingReturns.Model;

namespace HubAutomation.Shared.FundingReturns.Outputs;

/// <summary>Where a return's documents are over HTTP: by a name that says what they are, instead of their file's.</summary>
public static class ReturnAddresses
{
    /// <summary>Documents with raw figures: name in addresses → how its file's name ends.</summary>
    public static readonly IReadOnlyDictionary<string, string> Raw = new Dictionary<string, string>
    {
        ["return.xlsx"] = ".xlsx",
        ["report.html"] = ".html",
        ["figures.csv"] = ".csv",
        ["facts.json"] = ".json",
        ["national.xlsx"] = "-national.xlsx",
        ["service-users.csv"] = "-service-users.csv",
    };

    /// <summary>Documents that anybody may see.</summary>
    public static readonly IReadOnlyDictionary<string, string> Published = new Dictionary<string, string>
    {
        ["report.html"] = "-published.html",
        ["figures.csv"] = "-published.csv",
        ["facts.json"] = "-published.json",
    };

    /// <summary>The address of a document below that of the hub: "api/halton/returns/documents/2026-10/return.xlsx".</summary>
    public static string Of(CompiledReturn of, ReturnDocument document)
    {
        ArgumentNullException.ThrowIfNull(of);
        ArgumentNullException.ThrowIfNull(document);
        var ending = document.Name[ReturnDocuments.NameOf(of).Length..];
        var place = document.Kind is ReturnDocumentKind.LocalityPack ? $"packs/{of.Period.Months}/{Path.GetFileNameWithoutExtension(ending)[1..]}"
            : document.IsPublished ? $"published/{of.Period.Months}/{NameOf(Published, ending)}"
            : $"documents/{of.Period.Months}/{NameOf(Raw, ending)}";
        return $"api/{of.Authority}/returns/{place}";
    }

    private static string NameOf(IReadOnlyDictionary<string, string> known, string ending) => known.First(document => document.Value == ending).Key;
}
