using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs;

namespace HubAutomation.Shared.Tests.FundingReturns.Outputs;

public sealed class ReturnDocumentsTests
{
    [Fact]
    public void A_frozen_return_becomes_these_documents() => Assert.Equal(
        [
            "halton-2026-10-v2.xlsx", "halton-2026-10-v2.html", "halton-2026-10-v2.csv", "halton-2026-10-v2.json",
            "halton-2026-10-v2-published.html", "halton-2026-10-v2-published.csv", "halton-2026-10-v2-published.json", "halton-2026-10-v2-widnes.html", "halton-2026-10-v2-runcorn.html",
        ],
        ReturnDocuments.All(Returns.Halton, Returns.HaltonSettings).Select(document => document.Name));

    [Fact]
    public void Nothing_of_a_draft_is_published() =>
        Assert.DoesNotContain(ReturnDocuments.All(Returns.Halton.Draft(), Returns.HaltonSettings), document => document.IsPublished);

    [Fact]
    public void The_same_return_gives_the_same_bytes()
    {
        var first = ReturnDocuments.All(Returns.Halton, Returns.HaltonSettings);
        var second = ReturnDocuments.All(Returns.Halton, Returns.HaltonSettings);

        Assert.All(first.Zip(second), pair => Assert.True(pair.First.Content.Span.SequenceEqual(pair.Second.Content.Span), pair.First.Name));
    }

    [Fact]
    public void A_return_without_a_single_measure_becomes_documents_too()
    {
        var empty = Returns.Halton with
        {
            Settings = Returns.Halton.Settings with { Measures = [], Strands = [] },
            Lines = [],
            Findings = [],
            Breakdowns = [],
            Trends = new Dictionary<string, IReadOnlyList<TrendPoint>>(),
        };

        Assert.Equal(9, ReturnDocuments.All(empty, Returns.HaltonSettings).Count);
    }

    [Fact]
    public void The_notice_stands_on_everything_that_is_read() => Assert.All(
        ReturnDocuments.All(Returns.Halton, Returns.HaltonSettings).Where(document => document.Kind is not ReturnDocumentKind.Workbook),
        document => Assert.Contains("Sample data – not published by the council", System.Text.Encoding.UTF8.GetString(document.Content.Span), StringComparison.Ordinal));
}
