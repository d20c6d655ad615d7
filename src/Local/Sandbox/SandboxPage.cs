using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace HubAutomation.Local.Sandbox;

/// <summary>What all pages of the sandbox have in common.</summary>
internal static class SandboxPage
{
    /// <summary>Nothing runs, nothing is fetched from elsewhere.</summary>
    public const string Policy = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'";

    private const string Style = """
        body { margin: 0; font: 1rem/1.5 Arial, Helvetica, sans-serif; color: #0b0c0c; background: #fff }
        header { background: #1d3557; color: #fff; padding: .75rem 1rem } header a { color: #fff }
        main { max-width: 70rem; margin: 0 auto; padding: 1rem }
        h1 { font-size: 1.5rem; margin: .5rem 0 } h2 { font-size: 1.2rem; margin: 1.5rem 0 .5rem }
        table { border-collapse: collapse; width: 100% } caption { text-align: left; margin-bottom: .5rem }
        th, td { text-align: left; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid #b1b4b6; vertical-align: top; overflow-wrap: break-word }
        thead th { white-space: nowrap } .number { white-space: nowrap } a { color: #1d4f91 }
        a:focus { outline: 3px solid #fd0; outline-offset: 0; background: #fd0; color: #0b0c0c }
        .mark { border: 2px solid #942514; color: #942514; font-weight: bold; padding: 0 .3rem; white-space: nowrap }
        iframe { width: 100%; height: 44rem; border: 1px solid #505a5f; background: #fff }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f3f2f1; padding: 1rem; margin: 0; font-size: .9rem }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: 0 } dt { font-weight: bold } dd { margin: 0; overflow-wrap: anywhere }
        """;

    public static string Frame(string title, string body) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Text(title)} – sandbox</title>
        <style>{Style}</style>
        </head>
        <body>
        <header>Sandbox of this machine: nothing here reaches anybody</header>
        <main>
        {body}
        </main>
        </body>
        </html>
        """;

    /// <summary>Answers a page.</summary>
    public static IResult Answer(HttpContext http, string html, string policy = Policy)
    {
        http.Response.Headers.ContentSecurityPolicy = policy;
        return Results.Text(html, "text/html; charset=utf-8", Encoding.UTF8);
    }

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Text(string text) => WebUtility.HtmlEncode(text);
}
