using System.Globalization;
using HubAutomation.Functions.Platform;
using HubAutomation.Functions.Platform.Parameters;
using HubAutomation.Shared.Platform.Links;
using HubAutomation.Shared.Platform.Mail;
using HubAutomation.Shared.Platform.Pages;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Text;
using HubAutomation.Shared.Platform.Time;
using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Receipts;
using HubAutomation.Shared.Timetables.Upload;
using HubAutomation.Shared.Timetables.UploadLinks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Functions.Timetables;

/// <summary>
/// A partner's upload page: ask for a link, choose a file, see what was understood, send it, read the receipt. Opening a page never
/// changes anything; forms do, and only those that our own pages have made.
/// </summary>
public sealed class UploadEndpoints(
    PersonalLinks links, SettingsStore settings, UploadDrafts drafts, TimetableIntake intake, SendQuestions questions, UploadReceipts receipts,
    AddressHash hash, CallerLimit limit, WorkflowStarter starter, PageAnswers answers, TimeProvider time)
{
    private const string ChooseStep = "choose";
    private const string SendStep = "send";
    private const int FormOverhead = 64 * 1024;
    private const int LargestAsk = 16 * 1024;
    private const string TooLarge = "The file is larger than 20 MB. Leave out pictures and other sheets, and choose it again";

    /// <summary><c>GET api/{authority}/upload</c>: the page that asks for a link.</summary>
    [Function("AskForUploadLink")]
    public async Task<IResult> AskAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/{authority}/upload")] HttpRequest request,
        string authority, CancellationToken cancellation) =>
        await settings.CurrentAsync(authority, cancellation) is { } council
            ? answers.Page(request, AskPages.Ask(council.Authority))
            : NoAuthority(request, authority);

    /// <summary><c>POST api/{authority}/upload</c>: mails a link, if the address is a partner's. Neither the answer nor its way says whether it is.</summary>
    [Function("MailUploadLink")]
    public async Task<IResult> AskedAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/{authority}/upload")] HttpRequest request,
        string authority, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await settings.CurrentAsync(authority, cancellation) is not { } council)
        {
            return NoAuthority(request, authority);
        }

        if (!answers.IsFromOurPage(request))
        {
            return Stranger(request, council);
        }

        var address = (await FormBody.ReadAsync(request, LargestAsk, cancellation))[AskPages.AddressField].ToString().Trim();
        if (!Addresses.IsAddress(address))
        {
            return answers.Page(request, AskPages.Ask(council.Authority, "Enter an email address, like name@example.org"));
        }

        if (!limit.Admits(request.HttpContext))
        {
            request.HttpContext.Response.Headers.RetryAfter = ((int)CallerLimit.Window.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return answers.Refuse(
                request, council.Authority, StatusCodes.Status429TooManyRequests, "Please wait a little",
                "Many links were asked for from here. Look into your mail, also among the unwanted ones. You can ask again in a quarter of an hour.");
        }

        var (key, plan) = UploadWorkflows.PlanForAsker(authority, await hash.OfAsync(address, cancellation));
        await starter.StartAsync(client, authority, UploadWorkflows.LinksName, key, plan, "page", cancellation);
        return answers.Page(request, AskPages.Asked(council.Authority));
    }

    /// <summary><c>GET api/{authority}/upload/guide</c>: what partners may send.</summary>
    [Function("UploadGuide")]
    public async Task<IResult> GuideAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/{authority}/upload/guide")] HttpRequest request,
        string authority, CancellationToken cancellation) =>
        await settings.CurrentAsync(authority, cancellation) is { } council
            ? answers.Page(request, GuidePage.Render(council, time.Today()))
            : NoAuthority(request, authority);

    /// <summary><c>GET api/{authority}/upload/example.csv</c>: a file as partners may send it.</summary>
    [Function("UploadExample")]
    public async Task<IResult> ExampleAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/{authority}/upload/example.csv")] HttpRequest request,
        string authority, CancellationToken cancellation) =>
        await settings.CurrentAsync(authority, cancellation) is { } council
            ? Results.Bytes(ExampleFile.Write(council, time.Today()), "text/csv; charset=utf-8", ExampleFile.Name)
            : NoAuthority(request, authority);

    /// <summary><c>GET api/{authority}/upload/{link}</c>: the page to choose a file on; the receipt once the link was used.</summary>
    [Function("OpenUploadPage")]
    public Task<IResult> OpenAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/{authority}/upload/{link}")] HttpRequest request,
        string authority, string link, CancellationToken cancellation) =>
        WithLinkAsync(request, authority, link, async visit => visit.Link.Use is { } use
            ? answers.Page(request, await receipts.PageAsync(visit.Council, visit.Partner, use, "../upload", cancellation))
            : answers.Page(request, await ChoosePageAsync(visit, null, 200, cancellation)), cancellation);

    /// <summary><c>POST api/{authority}/upload/{link}</c> with the chosen file: shows what would be taken in. Nothing is sent yet.</summary>
    [Function("ChooseUploadFile")]
    public Task<IResult> ChooseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/{authority}/upload/{link}")] HttpRequest request,
        string authority, string link, CancellationToken cancellation) =>
        WithLinkAsync(request, authority, link, async visit =>
        {
            if (visit.Link.Use is not null)
            {
                return Results.Redirect(link, permanent: false, preserveMethod: false);
            }

            StoragePatience.HaveMuch();
            try
            {
                if (await ReadOwnFormAsync(request, visit, ChooseStep, _ => "", cancellation) is not { } form)
                {
                    return Stranger(request, visit.Council);
                }

                return form.Files.GetFile(UploadPages.FileField) is { } file
                    ? await CheckAsync(request, visit, file, link, cancellation)
                    : answers.Page(request, await ChoosePageAsync(visit, "Choose a file", 400, cancellation));
            }
            catch (RequestRefusedException refusal) when (refusal.Status == StatusCodes.Status413PayloadTooLarge)
            {
                return answers.Page(request, await ChoosePageAsync(visit, TooLarge, refusal.Status, cancellation));
            }
        }, cancellation);

    /// <summary><c>POST api/{authority}/upload/{link}/send</c>: sends the chosen file, and uses the link up.</summary>
    [Function("SendUploadFile")]
    public Task<IResult> SendAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/{authority}/upload/{link}/send")] HttpRequest request,
        string authority, string link, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        WithLinkAsync(request, authority, link, async visit =>
        {
            StoragePatience.HaveMuch();
            var page = $"../{link}";
            if (await ReadOwnFormAsync(request, visit, SendStep, KeyIn, cancellation) is not { } form)
            {
                return Stranger(request, visit.Council);
            }

            if (visit.Link.Use is null or { RunId: null })
            {
                if (await drafts.FindAsync(visit.Link, KeyIn(form), cancellation) is not { } draft)
                {
                    return Results.Redirect(page);
                }

                var (preview, question) = await LookAsync(visit, draft, cancellation);
                if (question.Find(form[UploadPages.AnswerField]) is not { } answer)
                {
                    return await CheckPageAsync(request, visit, draft, preview, question, page, "Say what this file is", cancellation);
                }

                // The first press decides what the link was used for; the same once more goes on where that one broke off.
                var use = await links.UseAsync(visit.Link, draft.Key, cancellation);
                if (use.What == draft.Key && use.RunId is null)
                {
                    await SendAsync(visit, draft, answer, client, cancellation);
                }
            }

            return Results.Redirect(page, permanent: false, preserveMethod: false);
        }, cancellation);

    private async Task<IResult> CheckAsync(HttpRequest request, Visit visit, IFormFile file, string link, CancellationToken cancellation)
    {
        // Some browsers send a path.
        var name = Receipt.SafeName(file.FileName).Trim();
        if (ProblemOf(visit, file, name) is { } problem)
        {
            return answers.Page(request, await ChoosePageAsync(visit, problem, problem == TooLarge ? 413 : 400, cancellation));
        }

        await using var content = file.OpenReadStream();
        var preview = intake.Preview(visit.Council, visit.Partner, name, content, UploadPages.ShownSessions, cancellation);
        if (preview.Report.Accepted == 0)
        {
            return answers.Page(request, await ChoosePageAsync(visit, NothingIn(preview, name), 400, cancellation, preview));
        }

        var draft = await drafts.SaveAsync(visit.Link, name, content, cancellation);
        var question = await questions.OfAsync(visit.Council.Authority.Id, visit.Partner.Id, name, preview, cancellation);
        return await CheckPageAsync(request, visit, draft, preview, question, link, null, cancellation);
    }

    private async Task<IResult> CheckPageAsync(
        HttpRequest request, Visit visit, UploadDraft draft, TimetablePreview preview, SendQuestion question, string page, string? problem, CancellationToken cancellation)
    {
        var form = new SendForm(page, $"{page}/send", await links.FormTokenAsync(visit.Link.Id, SendStep, draft.Key, cancellation));
        return answers.Page(request, UploadPages.Check(visit.Council, draft, preview, question, form, time.Today(), problem));
    }

    // What stands may have changed since the partner was asked: the answer is to what stands now.
    private async Task<(TimetablePreview Preview, SendQuestion Question)> LookAsync(Visit visit, UploadDraft draft, CancellationToken cancellation)
    {
        await using var content = await drafts.OpenAsync(visit.Link, draft, cancellation);
        var preview = intake.Preview(visit.Council, visit.Partner, draft.FileName, content, UploadPages.ShownSessions, cancellation);
        return (preview, await questions.OfAsync(visit.Council.Authority.Id, visit.Partner.Id, draft.FileName, preview, cancellation));
    }

    // Why a file is not even looked into; null when it is.
    private static string? ProblemOf(Visit visit, IFormFile file, string name) =>
        file.Length == 0 ? "The file is empty. Choose another"
        : name.Trim('.').Length == 0 ? "The file has no name. Choose another"
        : file.Length > UploadLink.LargestFile ? TooLarge
        : InputFile.Parse($"{visit.Council.Authority.Id}/{visit.Partner.Id}/{name}", default, default) is null
            ? $"“{name}” is our list of rows with a problem. Correct those rows in your own timetable, and choose that" : null;

    private static string NothingIn(TimetablePreview preview, string name) =>
        preview.Report.Reason ?? (preview.Report.Rejected > 0
            ? $"Not one row of “{name}” can be taken in. What is wrong stands below"
            : $"There is no activity in “{name}”. Choose another file");

    private async Task SendAsync(Visit visit, UploadDraft draft, SendAnswer answer, DurableTaskClient client, CancellationToken cancellation)
    {
        var authority = visit.Council.Authority.Id;
        var file = await drafts.SendAsync(visit.Link, draft, answer, cancellation);
        var plan = new StartPlan.Start(nameof(IngestTimetable), new IngestTimetable.Input(file), file.Key);
        var run = await starter.StartAsync(client, authority, TimetableWorkflows.IngestName, file.Key, plan, "page", cancellation);
        await links.NoteRunAsync(visit.Link, run, cancellation);
        await drafts.RemoveAsync(visit.Link, draft, cancellation);
        await receipts.WaitAsync(run, cancellation);
    }

    private async Task<HtmlPage> ChoosePageAsync(Visit visit, string? problem, int status, CancellationToken cancellation, TimetablePreview? refused = null) =>
        UploadPages.Choose(
            visit.Council, visit.Partner, visit.Link.Link.ExpiresAt, await links.FormTokenAsync(visit.Link.Id, ChooseStep, "", cancellation), problem, status,
            refused);

    /// <summary>Who has come with which link; refuses everybody whose link is not good.</summary>
    private async Task<IResult> WithLinkAsync(
        HttpRequest request, string authority, string link, Func<Visit, Task<IResult>> go, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await settings.CurrentAsync(authority, cancellation) is not { } council)
        {
            return NoAuthority(request, authority);
        }

        (string, string)? another = ($"/api/{authority}/upload", "Ask for another link");
        return await links.ReadAsync(link, authority, UploadLink.Action, cancellation) switch
        {
            LinkReading.Valid valid when council.Partners.FirstOrDefault(p => p.Id == valid.Link.Person) is { } partner => await go(new Visit(council, partner, valid)),
            LinkReading.Expired => answers.Refuse(request, council.Authority, 410, "This link has run out", "Links work for two weeks. Nothing is lost: ask for another.", another),
            _ => answers.Refuse(request, council.Authority, 404, "This link does not work", "Perhaps a piece of it is missing. Open it from the mail once more, or ask for another.", another),
        };
    }

    // Null for a form that none of our pages has made, for this link and this step.
    private async Task<IFormCollection?> ReadOwnFormAsync(
        HttpRequest request, Visit visit, string step, Func<IFormCollection, string> subject, CancellationToken cancellation)
    {
        if (!answers.IsFromOurPage(request))
        {
            return null;
        }

        var form = await FormBody.ReadAsync(request, UploadLink.LargestFile + FormOverhead, cancellation);
        return await links.IsFormAsync(form[UploadPages.TokenField], visit.Link.Id, step, subject(form), cancellation) ? form : null;
    }

    private static string KeyIn(IFormCollection form) => form[UploadPages.DraftField].ToString();

    private IResult Stranger(HttpRequest request, AuthoritySettings council) => answers.Refuse(
        request, council.Authority, 403, "Please open the page again", "The page was open for too long, or the form does not come from us. Nothing was sent. Open your link once more.");

    private IResult NoAuthority(HttpRequest request, string authority) =>
        answers.Refuse(request, null, 404, "There is no such page", $"The hub has no authority “{authority}”. Look at the address once more.");

    private sealed record Visit(AuthoritySettings Council, Partner Partner, LinkReading.Valid Link);
}
