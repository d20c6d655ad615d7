namespace HubAutomation.Shared.FundingReturns.Outputs;

/// <summary>A file that is made from a return.</summary>
/// <param name="Kind">What it is, and who may have it.</param>
/// <param name="Name">Its file name: "halton-2026-10-v1.xlsx".</param>
/// <param name="ContentType">Media type with its parameters.</param>
/// <param name="Content">Its bytes: the same for the same return.</param>
public sealed record ReturnDocument(ReturnDocumentKind Kind, string Name, string ContentType, ReadOnlyMemory<byte> Content)
{
    /// <summary>Whether it holds published figures only: those that may be seen by anybody. All others hold raw figures.</summary>
    public bool IsPublished => Kind is ReturnDocumentKind.PublishedReport or ReturnDocumentKind.PublishedFigures or ReturnDocumentKind.PublishedFacts or ReturnDocumentKind.LocalityPack;
}

/// <summary>What documents there are.</summary>
public enum ReturnDocumentKind
{
    /// <summary>The workbook: a sheet for each strand.</summary>
    Workbook,

    /// <summary>A row for each measure as separated text.</summary>
    Figures,

    /// <summary>To type a quarter into the national collection from: docs/return-documents.md, "The national collection".</summary>
    NationalForm,

    /// <summary>For upload to the one module of the collection that takes what a return knows: service users.</summary>
    NationalUpload,

    /// <summary>The page to read and to print.</summary>
    Report,

    /// <summary>JSON for Power BI.</summary>
    Facts,

    /// <summary>The page under the small-number rules.</summary>
    PublishedReport,

    /// <summary>Separated text under the small-number rules.</summary>
    PublishedFigures,

    /// <summary>JSON under the small-number rules.</summary>
    PublishedFacts,

    /// <summary>What a locality's meeting has before it, under the small-number rules.</summary>
    LocalityPack,
}
