using HubAutomation.Shared.Platform.Text;

namespace HubAutomation.Shared.Tests.Platform.Text;

/// <summary>What is published never names whom to ring or to write to, however people write numbers and addresses.</summary>
public sealed class ContactDetailsTests
{
    [Theory]
    [InlineData("07700.900.123")]
    [InlineData("07700–900–123")]
    [InlineData("07700 – 900123")]
    [InlineData("07700/900123")]
    [InlineData("0151/4960123")]
    [InlineData("0151/496 0123")]
    [InlineData("0151.496.0123")]
    [InlineData("020.7946.0018")]
    [InlineData("0151 496 0123")]
    [InlineData("(0151) 496 0123")]
    [InlineData("O151 496 0123")]
    [InlineData("o7700 900123")]
    [InlineData("447700900123")]
    [InlineData("44 7700 900123")]
    [InlineData("44 (0)7700 900123")]
    [InlineData("+44 7700 900123")]
    [InlineData("+44 (0)151 496 0123")]
    [InlineData("0044 151 496 0123")]
    [InlineData("Tel:07700900123")]
    [InlineData("Ph:0151 496 0123")]
    [InlineData("T:0151 496 0123")]
    [InlineData("mobile.07700900123")]
    [InlineData("01514960123/07700900123")]
    [InlineData("01514960123:07700900123")]
    [InlineData("0151 496 0123/4")]
    [InlineData("sam.jones AT example DOT org")]
    [InlineData("sam at example dot org")]
    [InlineData("sam at example dot org dot uk")]
    [InlineData("sam at example (dot) org")]
    [InlineData("sam (at) example dot org")]
    [InlineData("sam@example.org")]
    public void No_number_and_no_address_stays(string detail)
    {
        foreach (var text in (string[])[$"Two groups met twice {detail}", $"Two groups met: {detail} for more", $"Two groups met ({detail}), as before", $"{detail} Two groups met"])
        {
            var kept = ContactDetails.Remove(text, out var removed);

            Assert.True(removed, text);
            Assert.DoesNotContain(kept, character => char.IsAsciiDigit(character));
            Assert.DoesNotContain("example", kept, StringComparison.OrdinalIgnoreCase);
            Assert.True(ContactDetails.Holds(text), text);
        }
    }

    [Theory]
    [InlineData("09.30-11.00 13.00-14.30")]
    [InlineData("09.30–11.00 and 13.00–14.30 on 05.01.2026")]
    [InlineData("0930–1130 1300–1500")]
    [InlineData("0930-1130 1300-1500")]
    [InlineData("05/01/2026 09:30 to 10/02/2026 11:00")]
    [InlineData("05-01-2026 09:30")]
    [InlineData("01/02/2026 03/04/2026")]
    [InlineData("2026-01-05 09:30, 2026-01-12 09:30")]
    [InlineData("53.0123456789, -2.7123456789")]
    [InlineData("£1,204.50 of £396,000.00 in 2025/2026")]
    [InlineData("0.0123456789 of all")]
    [InlineData("Meet at the dot painting table")]
    [InlineData("12 of 44 families, 7 of 144, 1234 visits and 56789 pages")]
    [InlineData("https://www.eventbrite.co.uk/e/baby-group-tickets-447700900123")]
    public void Times_dates_and_other_numbers_stay(string text) => Assert.Equal((text, false), (ContactDetails.Remove(text, out var removed), removed));

    [Fact]
    public void What_follows_a_sentence_that_was_cut_short_is_another_sentence() =>
        Assert.Equal("Miscount. Two dads at Kingsway were counted twice.", ContactDetails.Remove("Miscount, ring Sam Jones on 07700 900123. Two dads at Kingsway were counted twice.", out _));

    [Fact]
    public void The_reason_of_a_version_is_what_it_would_have_been_without_whom_to_ring() =>
        Assert.Equal("Recount", ContactDetails.Remove("Recount by Sam Jones, Tel:07700900123/01514960123", out _));
}
