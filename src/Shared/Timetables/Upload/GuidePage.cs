using HubAutomation.Shared.Platform.Pages;
using HubAutomation.Shared.Platform.Settings;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Upload;

/// <summary>What a partner needs to know before sending a timetable.</summary>
public static class GuidePage
{
    /// <summary>The page.</summary>
    /// <param name="council">Whose page.</param>
    /// <param name="today">Europe/London; the example's dates lie after it.</param>
    public static HtmlPage Render(AuthoritySettings council, LocalDate today)
    {
        ArgumentNullException.ThrowIfNull(council);
        return HtmlPage.Render(council.Authority, "What you can send us", 200, new BackLink("../upload", "Send us your timetable"), html =>
        {
            html.Add($"<p class=\"lead\">Send the timetable that you have. You need no special form.</p>");
            AddFiles(html);
            AddRows(html);
            AddExample(html, council, today);
            AddWriting(html);
            AddWhole(html);
            AddPlaces(html, council);
        });
    }

    private static void AddFiles(HtmlBuilder html)
    {
        html.Add($"<h2>Which files</h2>");
        html.Add($"<ul>");
        html.Add($"<li>an Excel workbook (.xlsx) or a CSV file: one row for each activity, or a column for each weekday</li>");
        html.Add($"<li>a calendar (.ics) from Outlook, Google or another program</li>");
        html.Add($"<li>a web page (.html) with a table</li>");
        html.Add($"</ul>");
        html.Add($"<p>We cannot read a PDF, a picture, a scan, or a file with a password. Save an old .xls file as .xlsx first.</p>");
    }

    private static void AddRows(HtmlBuilder html)
    {
        html.Add($"<h2>What each activity needs</h2>");
        html.Add($"<ul>");
        html.Add($"<li>its name</li>");
        html.Add($"<li>a day, or dates</li>");
        html.Add($"<li>a time</li>");
        html.Add($"<li>the place, from the list below</li>");
        html.Add($"</ul>");
        html.Add($"<p>Families also like to see the room, the ages, whether to book, the price and a few words about it.</p>");
        html.Add($"<p>Please leave out names, telephone numbers and e-mail addresses of people.</p>");
    }

    private static void AddExample(HtmlBuilder html, AuthoritySettings council, LocalDate today)
    {
        var rows = ExampleFile.Rows(council, today);
        if (rows.Count == 0)
            return;
        html.Add($"<h2>An example</h2>");
        html.Add($"<p><a href=\"example.csv\">Download the example file</a>. It opens in Excel. Put your own activities in place of ours.</p>");
        html.Add($"<table><caption class=\"hidden\">Four activities of the example</caption>");
        html.Add($"<thead><tr><th scope=\"col\">Activity</th><th scope=\"col\">Day or dates</th><th scope=\"col\">Time</th><th scope=\"col\">Where</th></tr></thead>");
        html.Add($"<tbody>");
        foreach (var row in rows)
        {
            html.Add($"<tr><th scope=\"row\"><strong>{row[0]}</strong></th>");
            html.Add($"<td data-label=\"Day or dates\"><p>{row[1]}{row[2]}</p></td>");
            html.Add($"<td data-label=\"Time\"><p>{row[3]} to {row[4]}</p></td>");
            html.Add($"<td data-label=\"Where\"><p>{row[5]}{(row[6].Length > 0 ? ", " + row[6] : "")}</p></td></tr>");
        }

        html.Add($"</tbody></table>");
    }

    private static void AddWriting(HtmlBuilder html)
    {
        html.Add($"<h2>How to write it</h2>");
        html.Add($"<p>Write it as you do for families. We understand, for example:</p>");
        html.Add($"<dl>");
        html.Add($"<dt>Days</dt><dd>Mondays · Tues/Thurs · 1st Tuesday of the month · every other Friday from 11 September</dd>");
        html.Add($"<dt>Dates</dt><dd>14/9 · Mon 5 Oct · 14, 21 and 28 September · term time only · not 27 October</dd>");
        html.Add($"<dt>Times</dt><dd>9.30-11am · 1pm to 2:30 · 10am (45 mins)</dd>");
        html.Add($"<dt>Ages</dt><dd>0-6 months · birth to walking · under 5s · all ages</dd>");
        html.Add($"<dt>Booking</dt><dd>drop in · booking essential · book via https://…</dd>");
        html.Add($"<dt>Cost</dt><dd>free · £2 · £1.50 per family</dd>");
        html.Add($"</dl>");
        html.Add($"<p>Before anything is sent you see what we understood, and which rows have a problem.</p>");
    }

    private static void AddWhole(HtmlBuilder html)
    {
        html.Add($"<h2>Always the whole timetable</h2>");
        html.Add($"<p>A new file takes the place of the one that you sent before under the same name. What is not in it goes from the website.</p>");
        html.Add($"<p>You see what would go before you send. If it is much, we ask whether the file replaces everything or adds to it.</p>");
    }

    private static void AddPlaces(HtmlBuilder html, AuthoritySettings council)
    {
        html.Add($"<h2 id=\"places\">Places and rooms</h2>");
        html.Add($"<p>Write the name of a place as it stands here, one of its other names, or its postcode. A room that is not listed is shown as you write it.</p>");
        html.Add($"<table><caption class=\"hidden\">Places, their other names and their rooms</caption>");
        html.Add($"<thead><tr><th scope=\"col\">Place</th><th scope=\"col\">Other names</th><th scope=\"col\">Rooms</th></tr></thead>");
        html.Add($"<tbody>");
        foreach (var place in council.Places.OrderBy(place => place.Name, StringComparer.Ordinal))
        {
            html.Add($"<tr><th scope=\"row\"><strong>{place.Name}</strong><p>{place.Address}, {place.Postcode}</p></th>");
            html.Add($"<td data-label=\"Other names\"><p>{Listed(place.Aliases)}</p></td>");
            html.Add($"<td data-label=\"Rooms\"><p>{Listed(place.Rooms)}</p></td></tr>");
        }

        html.Add($"</tbody></table>");
    }

    private static string Listed(IReadOnlyList<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);
}
