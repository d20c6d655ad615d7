using System.Text.Json;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Storage;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Tests.FundingReturns.Outputs;

namespace HubAutomation.Shared.Tests.FundingReturns.Storage;

/// <summary>The fingerprint of a frozen return: any other lines, or any other past, give another.</summary>
public sealed class FrozenChainTests
{
    private static readonly ReturnRef October = new("halton", "2026-10", 1);
    private static readonly IReadOnlyList<string> Lines = [.. Returns.Halton.Lines.Select(FrozenChain.Text)];
    private static readonly string Fingerprint = FrozenChain.Fingerprint("5f1d7a84", October, Lines);

    [Fact]
    public void The_same_return_has_the_same_fingerprint_in_64_digits()
    {
        Assert.Matches("^[0-9a-f]{64}$", Fingerprint);
        Assert.Equal(Fingerprint, FrozenChain.Fingerprint("5f1d7a84", October, [.. Lines]));
    }

    [Fact]
    public void Any_character_of_any_line_counts()
    {
        var others = Lines.SelectMany((line, i) => new[] { 0, line.Length / 2, line.Length - 1 }.Select(at => Fingerprinted([.. Lines.Take(i), $"{line[..at]}{(char)(line[at] + 1)}{line[(at + 1)..]}", .. Lines.Skip(i + 1)]))).ToList();

        Assert.Equal(3 * Lines.Count, others.Distinct().Count());
        Assert.DoesNotContain(Fingerprint, others);
    }

    [Fact]
    public void So_do_order_number_and_the_ends_of_lines()
    {
        Assert.NotEqual(Fingerprint, Fingerprinted([.. Lines.Reverse()]));
        Assert.NotEqual(Fingerprint, Fingerprinted([.. Lines.Skip(1)]));
        Assert.NotEqual(Fingerprint, Fingerprinted([.. Lines, Lines[^1]]));
        Assert.NotEqual(Fingerprint, Fingerprinted([.. Lines, ""]));
        Assert.NotEqual(Fingerprint, Fingerprinted([Lines[0] + Lines[1], .. Lines.Skip(2)]));
    }

    [Fact]
    public void So_does_which_return_it_is_and_what_was_frozen_before_it()
    {
        string[] others =
        [
            FrozenChain.Fingerprint("", October, Lines), FrozenChain.Fingerprint("5f1d7a85", October, Lines), FrozenChain.Fingerprint("5f1d7a84", October with { Version = 2 }, Lines),
            FrozenChain.Fingerprint("5f1d7a84", October with { Month = "2026-11" }, Lines), FrozenChain.Fingerprint("5f1d7a84", October with { Authority = "rotherham" }, Lines),
        ];

        Assert.Equal(6, others.Append(Fingerprint).Distinct().Count());
    }

    [Fact]
    public void What_is_kept_of_a_line_gives_it_back_whole() =>
        Assert.All(Returns.Halton.Lines, line => Assert.Equal(line, JsonSerializer.Deserialize<ReturnLine>(FrozenChain.Text(line), HubJson.Options)));

    /// <summary>Fingerprints stand in workbooks and mails of years: how they are made must not change. Computed by hashlib of Python.</summary>
    [Fact]
    public void A_fingerprint_of_years_ago_still_fits() => Assert.Equal(
        "9dd036192f6d47eb487fe5893492ca14b7d2c7e6c71f21f42a89912a1e50a013",
        FrozenChain.Fingerprint("", new ReturnRef("halton", "2026-10", 1), ["{\"measure\":\"IF-05\",\"value\":9}", "{\"measure\":\"IF-06\",\"value\":85.0}"]));

    private static string Fingerprinted(IReadOnlyList<string> lines) => FrozenChain.Fingerprint("5f1d7a84", October, lines);
}
