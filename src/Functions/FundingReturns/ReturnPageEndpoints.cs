using HubAutomation.Functions.Platform;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs;
using HubAutomation.Shared.FundingReturns.Pages;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.FundingReturns.Steps;
using HubAutomation.Shared.Platform.Links;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Functions.FundingReturns;

/// <summary>
/// The pages behind the personal links of a return: a lead's figures, and a manager's decision. Opening a page changes nothing; forms do, and
/// only those that our own pages have made.
/// </summary>
public sealed class ReturnPageEndpoints(PersonalLinks links, ReturnDesk desk, SettingsStore settings, PageAnswers answers, TimeProvider time)
{
    private const string FiguresStep = "figures";
    private const string DecideStep = "decide";
    private const int LargestForm = 1 << 20;
    private const string OpenForTooLong = "The page was open for too long, so nothing was saved yet. What you wrote stands below: look at it, and press the button once more";

    /// <summary><c>GET api/{authority}/returns/figures/{link}</c>: a lead's form.</summary>
    [Function("OpenReturnFigures")]
    public Task<IResult> OpenFiguresAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/{authority}/returns/figures/{link}")] HttpRequest request,
        string authority, string link, CancellationToken cancellation) =>
        WithPartAsync(request, authority, link, async (visit, part) => answers.Page(
            request, await FormPageAsync(visit, part, FiguresForm.Fields(part.Measures, Said(part)), [], null, link, cancellation)), cancellation);

    /// <summary><c>POST api/{authority}/returns/figures/{link}</c>: saves, or sends.</summary>
    [Function("TakeReturnFigures")]
    public Task<IResult> TakeFiguresAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/{authority}/returns/figures/{link}")] HttpRequest request,
        string authority, string link, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        WithPartAsync(request, authority, link, async (visit, part) =>
        {
            if (await ReadOwnFormAsync(request, visit, FiguresStep, cancellation) is not { } form)
                return Stranger(request, part.Council);
            var fields = await OnTopOfOthersAsync(visit, part, form.Fields, cancellation);
            if (!form.IsFresh)
                return answers.Page(request, await FormPageAsync(visit, part, fields, [new FieldProblem("main", OpenForTooLong)], null, link, cancellation));
            return form.Fields.GetValueOrDefault(FiguresPage.DoField) == FiguresPage.Note
                ? answers.Page(request, await NoteAsync(visit, part, fields, link, cancellation))
                : answers.Page(request, await TakeAsync(visit, part, fields, link, client, cancellation));
        }, cancellation);

    /// <summary><c>GET api/{authority}/returns/figures/{link}/{template}</c>: the form as a file, "template.xlsx" or "template.csv".</summary>
    [Function("DownloadReturnFigures")]
    public Task<IResult> TemplateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/{authority}/returns/figures/{link}/{template}")] HttpRequest request,
        string authority, string link, string template, CancellationToken cancellation) =>
        WithPartAsync(request, authority, link, (_, part) => Task.FromResult(TemplateOf(part, template)
            ?? answers.Refuse(request, part.Council.Authority, 404, "There is no such file", "Open your link once more.")), cancellation);

    /// <summary><c>POST api/{authority}/returns/figures/{link}/file</c>: puts a file's figures into the form. Nothing is kept yet.</summary>
    [Function("ReadReturnFigures")]
    public Task<IResult> ReadFileAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/{authority}/returns/figures/{link}/file")] HttpRequest request,
        string authority, string link, CancellationToken cancellation) =>
        WithPartAsync(request, authority, link, async (visit, part) =>
        {
            if (await ReadOwnFormAsync(request, visit, FiguresStep, cancellation) is not { IsFresh: true } form)
                return Stranger(request, part.Council);
            var up = "../" + link;
            var standing = FiguresForm.Fields(part.Measures, Said(part));
            if (form.Files.GetFile(FiguresPage.FileField) is not { Length: > 0 } file)
                return answers.Page(request, await FormPageAsync(visit, part, standing, [new FieldProblem(FiguresPage.FileField, "Choose a file")], null, up, cancellation));
            await using var content = file.OpenReadStream();
            var (fields, problems) = FiguresFormFile.Read(file.FileName, content, part.Measures);
            var all = new Dictionary<string, string>(standing);
            foreach (var (field, value) in fields)
                all[field] = value;
            var read = FiguresForm.Read(part.Measures, fields, States(part), visit.Link.Person, part.Next(time.GetUtcNow()), "file");
            IReadOnlyList<FieldProblem> wrong =
                [.. problems.Select(problem => new FieldProblem(FiguresPage.FileField, problem)), .. read.Problems.Where(problem => problem.Field != FiguresForm.WhyField)];
            var message = wrong.Count > 0 ? null : FiguresRead.Message(read.Said.Count, part.IsSent);
            return answers.Page(request, await FormPageAsync(visit, part, all, wrong, message, up, cancellation));
        }, cancellation);

    /// <summary><c>GET api/{authority}/returns/decide/{link}</c>: the return to decide about.</summary>
    [Function("OpenReturnDecision")]
    public Task<IResult> OpenDecisionAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/{authority}/returns/decide/{link}")] HttpRequest request,
        string authority, string link, CancellationToken cancellation) =>
        WithMatterAsync(request, authority, link, async (visit, council, row, matter) => answers.Page(request, matter is null
            ? DecisionPage.Standing(council, row, link, visit.Link.Person, [])
            : DecisionPage.Decide(matter, null, "", null, link, await TokenAsync(visit, DecideStep, cancellation))), cancellation);

    /// <summary><c>POST api/{authority}/returns/decide/{link}</c>: approves, sends back, has it computed again, or keeps comments.</summary>
    [Function("TakeReturnDecision")]
    public Task<IResult> DecideAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/{authority}/returns/decide/{link}")] HttpRequest request,
        string authority, string link, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        WithMatterAsync(request, authority, link, async (visit, council, row, matter) =>
        {
            if (await ReadOwnFormAsync(request, visit, DecideStep, cancellation) is not { } form)
                return Stranger(request, council);
            var person = visit.Link.Person;
            if (!form.IsFresh)
            {
                return answers.Page(request, matter is null
                    ? await StandingAsync(council, row, link, form.Fields, person, cancellation)
                    : DecisionPage.Decide(matter, OpenForTooLong, "main", null, link, await TokenAsync(visit, DecideStep, cancellation), form.Fields));
            }

            if (matter is null)
                return answers.Page(request, await StandingAsync(council, row, link, form.Fields, person, cancellation));
            var token = await TokenAsync(visit, DecideStep, cancellation);
            if (form.Fields.GetValueOrDefault(DecisionPage.RoundField) != matter.Row.Rounds.ToString(System.Globalization.CultureInfo.InvariantCulture))
                return answers.Page(request, await ComputedAgainAsync(matter, form.Fields, link, token, person, cancellation));
            if (matter.Draft.Findings.FirstOrDefault(finding => form.Fields.GetValueOrDefault(DecisionPage.FieldOf(finding))?.Trim().Length > ReturnDesk.LongestComment) is { } tooLong)
                return answers.Page(request, DecisionPage.Decide(matter, "Use at most 2,000 characters. Nothing was saved", DecisionPage.FieldOf(tooLong), null, link, token, form.Fields));
            matter = await desk.CommentAsync(matter, form.Fields, person, cancellation);
            var (decided, problem, field) = await DecideAsync(matter, form.Fields, person, cancellation);
            if (decided is null)
                return answers.Page(request, DecisionPage.Decide(matter, problem, field, problem is null ? "What you wrote is saved." : null, link, token, BesideComments(form.Fields)));
            await client.NudgeAsync(decided.RunId, BuildMonthlyReturn.Nudge, "decision", cancellation);

            // Somebody else may have decided at the same moment: the first decision stands.
            return answers.Page(request, decided.DecidedBy == person
                ? DecisionPage.Standing(council, decided, link, person, [])
                : await StandingAsync(council, decided, link, form.Fields, person, cancellation));
        }, cancellation);

    /// <summary>
    /// <c>GET api/{authority}/returns/decide/{link}/{document}</c>: the draft, or the finished return, as "report.html" or "return.xlsx", or what is
    /// published of it; the rows that are left out of it as "rows.html" or "rows.csv".
    /// </summary>
    [Function("OpenReturnDocument")]
    public Task<IResult> DocumentAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/{authority}/returns/decide/{link}/{document}")] HttpRequest request,
        string authority, string link, string document, CancellationToken cancellation) =>
        WithMatterAsync(request, authority, link, async (_, council, row, matter) =>
        {
            if (document is DecisionPage.Rows or DecisionPage.RowsFile && await desk.RowsAsync(row.Name(), cancellation) is var (rows, answered))
            {
                return document == DecisionPage.Rows
                    ? answers.Page(request, RowsPage.Of(council, row, rows, answered, link))
                    : Results.File(SourceReadings.RejectsFile(rows.SelectMany(file => file)).ToArray(), "text/csv; charset=utf-8", $"{authority}-{row.Name().Month}-rows-left-out.csv");
            }

            if (await desk.DocumentAsync(row.Name(), document, cancellation) is not { } found)
                return answers.Refuse(request, council.Authority, 404, "There is no such document", "Open the return by its link once more.");
            AnswerHeaders.AllowStoredStyles(request.HttpContext.Response);
            if (found.Kind is ReturnDocumentKind.Workbook)
                return Results.File(found.Content.ToArray(), found.ContentType, found.Name);
            return answers.Page(request, new Shared.Platform.Pages.HtmlPage(200, found.Content));
        }, cancellation);

    /// <summary>Keeps what a lead has filled in, and sends it when they say so.</summary>
    private async Task<Shared.Platform.Pages.HtmlPage> TakeAsync(
        Visit visit, LeadsPart part, IReadOnlyDictionary<string, string> fields, string link, DurableTaskClient client, CancellationToken cancellation)
    {
        var read = FiguresForm.Read(part.Measures, fields, States(part), visit.Link.Person, part.Next(time.GetUtcNow()), "page");
        if (FiguresForm.ProblemWithNote(fields) is { } tooLong)
            read = read with { Problems = [.. read.Problems, tooLong] };
        if (read.Problems.Count > 0)
            return await FormPageAsync(visit, part, fields, read.Problems, null, link, cancellation);
        var send = fields.GetValueOrDefault(FiguresPage.DoField) == FiguresPage.Send;
        if (FiguresForm.Note(fields) is { } note)
            await desk.NoteAsync(part, note, visit.Link.Person, cancellation);
        await desk.TakeAsync(part, read, visit.Link.Person, send, cancellation);
        await client.NudgeAsync(part.Row.RunId, BuildMonthlyReturn.Nudge, "figures", cancellation);
        var now = (await desk.LeadsPartAsync(part.Row.Name(), visit.Link.Person, cancellation))!;
        if (now.IsClosed)
            return FiguresPage.ClosedMeanwhile(now, Beyond(part, fields));
        return await FormPageAsync(visit, now, FiguresForm.Fields(now.Measures, Said(now)), [], read.Message(part.IsSent, now.IsSent), link, cancellation);
    }

    /// <summary>Keeps a note to the manager, whatever else stands in the form: that is shown as it was typed, and not taken.</summary>
    private async Task<Shared.Platform.Pages.HtmlPage> NoteAsync(Visit visit, LeadsPart part, IReadOnlyDictionary<string, string> fields, string link, CancellationToken cancellation)
    {
        if ((FiguresForm.ProblemWithNote(fields) ?? (FiguresForm.Note(fields) is null ? new FieldProblem(FiguresForm.NoteField, "Write your note or question") : null)) is { } problem)
            return await FormPageAsync(visit, part, fields, [problem], null, link, cancellation);
        await desk.NoteAsync(part, FiguresForm.Note(fields)!, visit.Link.Person, cancellation);
        var now = (await desk.LeadsPartAsync(part.Row.Name(), visit.Link.Person, cancellation))!;
        if (now.IsClosed)
            return FiguresPage.ClosedMeanwhile(now, Beyond(part, fields));
        var left = fields.Where(field => field.Key != FiguresForm.NoteField).ToDictionary();
        return await FormPageAsync(visit, now, left, [], "The programme manager has your note. Figures that you have changed below are neither saved nor sent yet.", link, cancellation);
    }

    /// <summary>What was typed, on top of what another lead has said since the page was opened.</summary>
    private async Task<IReadOnlyDictionary<string, string>> OnTopOfOthersAsync(Visit visit, LeadsPart part, IReadOnlyDictionary<string, string> fields, CancellationToken cancellation)
    {
        if (!long.TryParse(fields.GetValueOrDefault(FiguresForm.SeenField), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var ticks)
            || ticks > DateTimeOffset.MaxValue.UtcTicks || part.Latest.UtcTicks <= ticks)
        {
            return fields;
        }

        var found = (await desk.LeadsPartAsync(part.Row.Name(), visit.Link.Person, new DateTimeOffset(ticks, TimeSpan.Zero), cancellation))!;
        return FiguresForm.OnTopOf(fields, FiguresForm.Fields(found.Measures, Said(found)), FiguresForm.Fields(part.Measures, Said(part)));
    }

    private async Task<Shared.Platform.Pages.HtmlPage> StandingAsync(
        AuthoritySettings council, ReturnRow row, string link, IReadOnlyDictionary<string, string> fields, string person, CancellationToken cancellation)
    {
        var (written, isKept) = await desk.KeepAsync(row, fields, person, cancellation);
        return DecisionPage.Standing(council, row, link, person, written, isKept);
    }

    /// <summary>The new draft with what was typed beside the old one: about what is still found in its field, about the rest above.</summary>
    private async Task<Shared.Platform.Pages.HtmlPage> ComputedAgainAsync(
        DecisionMatter matter, IReadOnlyDictionary<string, string> fields, string link, string token, string person, CancellationToken cancellation)
    {
        var (written, isKept) = await desk.KeepAsync(matter.Row, fields, person, cancellation);
        var now = (await desk.MatterAsync(matter.Row.Name(), person, cancellation))?.Matter ?? matter;
        var asked = now.Draft.Findings.Where(finding => finding.Severity is Severity.Warning).Select(finding => finding.Key).ToHashSet();
        return DecisionPage.Decide(
            now, null, "", $"The figures were computed again since you opened the page. Please look at them once more.{(isKept ? " What you wrote is kept beside its warning." : "")}", link, token, BesideComments(fields),
            [.. written.Where(words => words.Finding is { } key && !asked.Contains(key))]);
    }

    // Comments are kept with their findings by now; what goes with a strand that is sent back is not.
    private static Dictionary<string, string> BesideComments(IReadOnlyDictionary<string, string> fields) =>
        fields.Where(field => field.Key is DecisionPage.StrandField or DecisionPage.CommentField).ToDictionary();

    private async Task<(ReturnRow? Decided, string? Problem, string Field)> DecideAsync(
        DecisionMatter matter, IReadOnlyDictionary<string, string> form, string person, CancellationToken cancellation)
    {
        switch (form.GetValueOrDefault(DecisionPage.DoField))
        {
            case DecisionPage.Approve when Approval.Obstacle(matter.Draft, matter.Comments) is { } obstacle:
                var open = matter.Draft.Findings.FirstOrDefault(finding => finding.Severity is Severity.Warning && !matter.Comments.ContainsKey(finding.Key));
                return (null, obstacle, open is null ? DecisionPage.Approve : DecisionPage.FieldOf(open));
            case DecisionPage.Approve:
                return (await desk.DecideAsync(matter, ReturnDecision.Approve, person, cancellation), null, "");
            case DecisionPage.ComputeAgain:
                return (await desk.DecideAsync(matter, ReturnDecision.ComputeAgain, person, cancellation), null, "");
            case DecisionPage.SendBack:
                var (strand, comment) = (form.GetValueOrDefault(DecisionPage.StrandField, ""), WholeText.Typed(form.GetValueOrDefault(DecisionPage.CommentField)) ?? "");
                if (matter.Draft.Settings.AskedStrands().All(known => known.Id != strand))
                    return (null, "Choose the strand that you send back", DecisionPage.SendBack);
                return comment.Length is 0 or > ReturnDesk.LongestComment
                    ? (null, "Say in a few words what its lead should look at", DecisionPage.CommentField)
                    : (await desk.SendBackAsync(matter, strand, comment, person, cancellation), null, "");
            default:
                return (null, null, "");
        }
    }

    private async Task<Shared.Platform.Pages.HtmlPage> FormPageAsync(
        Visit visit, LeadsPart part, IReadOnlyDictionary<string, string> fields, IReadOnlyList<FieldProblem> problems, string? message, string link, CancellationToken cancellation) =>
        part.IsClosed ? FiguresPage.Closed(part) : FiguresPage.Fill(part, fields, problems, message, link, await TokenAsync(visit, FiguresStep, cancellation));

    private static IResult? TemplateOf(LeadsPart part, string template)
    {
        var (fields, name) = (FiguresForm.Fields(part.Measures, Said(part)), $"figures-{part.Row.Name().Month}");
        return template switch
        {
            FiguresPage.WorkbookTemplate => Results.File(
                FiguresFormFile.Workbook($"Figures for {part.Row.Name().Words}", part.Council.Authority, part.Measures, fields).ToArray(),
                ReturnDocuments.Xlsx, name + ".xlsx"),
            FiguresPage.TextTemplate => Results.File(FiguresFormFile.Template(part.Measures, fields).ToArray(), "text/csv; charset=utf-8", name + ".csv"),
            _ => null,
        };
    }

    private static Dictionary<string, Submission> Said(LeadsPart part) => part.Strands.SelectMany(strand => strand.State.Figures).ToDictionary();

    private static Dictionary<string, StrandState> States(LeadsPart part) => part.Strands.ToDictionary(strand => strand.Strand.Id, strand => strand.State);

    private Task<IResult> WithPartAsync(
        HttpRequest request, string authority, string link, Func<Visit, LeadsPart, Task<IResult>> go, CancellationToken cancellation) =>
        WithLinkAsync(request, authority, link, ReturnLinks.FiguresAction, async (visit, council) =>
        {
            if (await desk.LeadsPartAsync(visit.Return, visit.Link.Person, cancellation) is not { } part)
                return await NotYoursAsync(request, council, cancellation);
            if (!part.IsClosed)
                return await go(visit, part);
            var sent = await SentAsync(request, cancellation);
            return answers.Page(request, FiguresPage.Closed(part, [.. Beyond(part, Typed(sent)), .. Unread(sent)]));
        }, cancellation);

    private Task<IResult> WithMatterAsync(
        HttpRequest request, string authority, string link, Func<Visit, AuthoritySettings, ReturnRow, DecisionMatter?, Task<IResult>> go, CancellationToken cancellation) =>
        WithLinkAsync(request, authority, link, ReturnLinks.DecideAction, async (visit, council) =>
            await desk.MatterAsync(visit.Return, visit.Link.Person, cancellation) is var (now, row, matter)
                ? await go(visit, now, row, matter)
                : await NotYoursAsync(request, council, cancellation), cancellation);

    /// <summary>Who has come with which link; refuses everybody whose link is not good.</summary>
    private async Task<IResult> WithLinkAsync(
        HttpRequest request, string authority, string link, string action, Func<Visit, AuthoritySettings, Task<IResult>> go, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await settings.CurrentAsync(authority, cancellation) is not { } council)
            return answers.Refuse(request, null, 404, "There is no such page", $"The hub has no authority “{authority}”. Look at the address once more.");
        return await links.ReadAsync(link, authority, action, cancellation) switch
        {
            LinkReading.Valid valid when ReturnRef.Parse(authority, valid.Link.Subject) is { } name => await go(new Visit(name, valid.Link, valid.Id), council),
            LinkReading.Expired => await RefuseAsync(request, council, 410, "This link has run out", "The return it was for is long over. Ask the Family Hubs team if you need it.", cancellation),
            _ => answers.Refuse(request, council.Authority, 404, "This link does not work", "Perhaps a piece of it is missing. Open it from the mail once more."),
        };
    }

    /// <summary>The form that was sent from one of our pages; null for one that was not. Of a page that was open for too long it is not fresh.</summary>
    private async Task<OwnForm?> ReadOwnFormAsync(HttpRequest request, Visit visit, string step, CancellationToken cancellation)
    {
        if (!answers.IsFromOurPage(request))
            return null;
        var form = await FormBody.ReadAsync(request, LargestForm, cancellation);
        var isFresh = await links.IsFormAsync(form[FiguresPage.TokenField], visit.LinkId, step, visit.Return.Key, cancellation);
        return new OwnForm(Typed(form), form.Files, isFresh);
    }

    /// <summary>What was typed into a form of ours whose link is no longer good; nothing where there is no such form.</summary>
    private async Task<IFormCollection> SentAsync(HttpRequest request, CancellationToken cancellation) =>
        HttpMethods.IsPost(request.Method) && answers.IsFromOurPage(request) ? await FormBody.ReadAsync(request, LargestForm, cancellation) : FormCollection.Empty;

    private static Dictionary<string, string> Typed(IFormCollection sent) => sent.ToDictionary(field => field.Key, field => field.Value.ToString());

    // A file that came too late was not opened: whoever sent it is told so by its name.
    private static IEnumerable<Written> Unread(IFormCollection sent) =>
        sent.Files.Where(file => file.Length > 0).Select(file => new Written("A file, which was not read", file.FileName));

    /// <summary>What was typed beyond what stood in the form.</summary>
    private static IReadOnlyList<Written> Beyond(LeadsPart part, IReadOnlyDictionary<string, string> fields) =>
        WrittenWords.OfFigures(part.Council.Returns, fields, FiguresForm.Fields(part.Measures, Said(part)));

    private Task<string> TokenAsync(Visit visit, string step, CancellationToken cancellation) => links.FormTokenAsync(visit.LinkId, step, visit.Return.Key, cancellation);

    private IResult Stranger(HttpRequest request, AuthoritySettings council) => answers.Refuse(
        request, council.Authority, 403, "Please open the page again", "The page was open for too long, or the form does not come from us. Nothing was saved. Open your link once more.");

    private Task<IResult> NotYoursAsync(HttpRequest request, AuthoritySettings council, CancellationToken cancellation) => RefuseAsync(
        request, council, 404, "This is no longer yours", "Somebody else has taken over this part of the return. Ask the programme manager if that is wrong.", cancellation);

    /// <summary>Refuses a link that is no longer good, and gives back what was typed on its page.</summary>
    private async Task<IResult> RefuseAsync(HttpRequest request, AuthoritySettings council, int status, string title, string sentence, CancellationToken cancellation)
    {
        var typed = Typed(await SentAsync(request, cancellation));
        IReadOnlyList<Written> written = [.. WrittenWords.OfFigures(council.Returns, typed, new Dictionary<string, string>()), .. WrittenWords.OfDecision(typed)];
        return written.Count == 0
            ? answers.Refuse(request, council.Authority, status, title, sentence)
            : answers.Page(request, WrittenWords.Page(council.Authority, status, title, sentence, written));
    }

    private sealed record Visit(ReturnRef Return, PersonalLink Link, string LinkId);

    private sealed record OwnForm(IReadOnlyDictionary<string, string> Fields, IFormFileCollection Files, bool IsFresh);
}
