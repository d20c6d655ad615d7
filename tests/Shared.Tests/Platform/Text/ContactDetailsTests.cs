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
    [InlineData("07700 - 900 - 123")]
    [InlineData("07700   900   123")]
    [InlineData("07700\n900123")]
    [InlineData("+44–7700–900123")]
    [InlineData("+44.7700.900123")]
    [InlineData("+44/7700/900123")]
    [InlineData("(+44) 7700 900123")]
    [InlineData("7700900123")]
    [InlineData("7700 900 123")]
    [InlineData("0151 496.0123")]
    [InlineData("0151-496/0123")]
    [InlineData("077.00.90.01.23")]
    [InlineData("07.700.900.123")]
    [InlineData("07700:900123")]
    [InlineData("07700_900123")]
    [InlineData("07700~900123")]
    [InlineData("07700•900123")]
    [InlineData("07700,900123")]
    [InlineData("07700;900123")]
    [InlineData("07700\u2212900\u2044123")]
    [InlineData("0770O 900123")]
    [InlineData("077OO 9OO123")]
    [InlineData("０７７００ ９００１２３")]
    [InlineData("٠٧٧٠٠ ٩٠٠١٢٣")]
    [InlineData("07700\u200B900123")]
    [InlineData("07\u00AD700\u3164900123")]
    [InlineData("07700\u00A0900\u2009123")]
    [InlineData("https://wa.me/447700900123")]
    [InlineData("+353 87 123 4567")]
    [InlineData("+1 (202) 555-0123")]
    [InlineData("00353871234567")]
    [InlineData("sam＠example.org")]
    [InlineData("s\u200Bam@example\u200B.org")]
    [InlineData("sam_at_example.org")]
    [InlineData("sam{at}example.org")]
    [InlineData("sam at example.org")]
    [InlineData("Sam Jones at example.co.uk")]
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
    [InlineData("0930 - 1130, 12 places")]
    [InlineData("Ages 0, 1, 2, 3, 4, 5, 6, 7, 8 and 9")]
    [InlineData("05/01, 12/01, 19/01, 26/01 and 02/02")]
    [InlineData("05.01.2026, 09:30–11:00; 12.01.2026, 09:30–11:00")]
    [InlineData("0930, 1030, 1130 and 1330")]
    [InlineData("07.01.26 10.00 - 11.30")]
    [InlineData("Ages 5+ 10.30-12.00, 13.00-14.30 £1.50")]
    [InlineData("+12 visits since 05/01/2026, 09:30")]
    [InlineData("7,123,456,789 steps, 7.123456789 of all")]
    [InlineData("£7000000000")]
    [InlineData("WA8 0TJ, 12 – 14 – 16, 2025 – 2026 – 2027")]
    [InlineData("Book at example.org or look at halton.gov.uk")]
    [InlineData("Details at https://example.org/baby-group")]
    [InlineData("½ price – 5 m² of “messy” play…")]
    public void Times_dates_and_other_numbers_stay(string text) => Assert.Equal((text, false), (ContactDetails.Remove(text, out var removed), removed));

    [Fact]
    public void What_follows_a_sentence_that_was_cut_short_is_another_sentence() =>
        Assert.Equal("Miscount. Two dads at Kingsway were counted twice.", ContactDetails.Remove("Miscount, ring Sam Jones on 07700 900123. Two dads at Kingsway were counted twice.", out _));

    [Fact]
    public void The_reason_of_a_version_is_what_it_would_have_been_without_whom_to_ring() =>
        Assert.Equal("Recount", ContactDetails.Remove("Recount by Sam Jones, Tel:07700900123/01514960123", out _));

    [Fact]
    public void What_stays_of_a_text_stays_as_it_was_written() =>
        Assert.Equal("½ price at Café Zoë – free for under 1s.", ContactDetails.Remove("½ price at Café Zoë – free for under 1s. Ring ０７７００ ９００１２３.", out _));

    [Theory]
    [InlineData("Sure Start centre 0151\u200B 496 0123", 18)]
    [InlineData("Ｈall  ０７７００ ９００１２３", 6)]
    public void Where_a_detail_begins_is_told_of_the_text_as_it_was_written(string text, int at) => Assert.Equal(at, ContactDetails.IndexIn(text));
}
