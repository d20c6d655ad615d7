using HubAutomation.Shared.Platform.Pages;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Publishing.Documents;
using HubAutomation.Shared.Timetables.Words;

namespace HubAutomation.Shared.Timetables.Publishing.Pages;

/// <summary>The cells of a session, the same where families read it and where its partner checks it before.</summary>
internal static class SessionCells
{
    /// <summary>What it is called, when it is on and off, and what it is about.</summary>
    /// <param name="html">The page.</param>
    /// <param name="session">The session.</param>
    /// <param name="note">When it is on and off, where that is not simply every week; "" for nothing.</param>
    /// <param name="teller">Who runs it; null for nothing.</param>
    public static void AddActivity(HtmlBuilder html, Session session, string note, string? teller)
    {
        html.Add($"<th scope=\"row\"><strong>{session.Title}</strong>");
        if (note.Length > 0)
            html.Add($"<p class=\"runs\">{note}</p>");
        if (session.Description is { } description)
            html.Add($"<p>{description}</p>");
        if (teller is not null)
            html.Add($"<p>{teller}</p></th>");
        else
            html.Add($"</th>");
    }

    /// <summary>For whom.</summary>
    public static void AddAges(HtmlBuilder html, Session session) =>
        html.Add($"<td data-label=\"Ages\">{session.Ages?.Text ?? "Not stated"}</td>");

    /// <summary>Whether and where to book, and the price: the last cell of the row.</summary>
    public static void AddBookingAndCost(HtmlBuilder html, Session session)
    {
        html.Add($"<td data-label=\"Booking and cost\">");
        var booking = SessionWords.Booking(session.Booking);
        if (booking is null && session.Cost is null)
            html.Add($"<p>Not stated</p>");
        if (booking is not null)
            html.Add($"<p>{booking}</p>");
        if (session.Cost is { } cost)
            html.Add($"<p>{cost.Text}</p>");
        if (SafeLink.Of(session.Booking.Url) is { } url)
            html.Add($"<p><a href=\"{url}\">Book online<span class=\"hidden\">: {session.Title}</span></a></p>");
        html.Add($"</td></tr>");
    }
}
