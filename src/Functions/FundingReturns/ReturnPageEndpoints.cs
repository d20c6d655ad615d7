using HubAutomation.Functions.Platform;
using HubAutomation.Shared.FundingReturns;
using HubAutomation.Shared.FundingReturns.Asking;
using HubAutomation.Shared.FundingReturns.Compiling;
using HubAutomation.Shared.FundingReturns.Keeping;
using HubAutomation.Shared.FundingReturns.Outputs;
using HubAutomation.Shared.Platform.Links;
using HubAutomation.Shared.Platform.Settings;
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
            var fields = form.ToDictionary(field => field.Key, field => field.Value.ToString());
            var read = FiguresForm.Read(part.Measures, fields, States(part), visit.Link.Person, part.Next(time.GetUtcNow()), "page");
            if (read.Problems.Count > 0)
                return answers.Page(request, await FormPageAsync(visit, part, fields, read.Problems, null, link, cancellation));
            var send = form[FiguresPage.DoField] == FiguresPage.Send;
            await desk.TakeAsync(part, read, visit.Link.Person, send, cancellation);
            await client.NudgeAsync(part.Row.RunId, BuildMonthlyReturn.Nudge, "figures", cancellation);
            var now = (await desk.LeadsPartAsync(part.Row.Name(), visit.Link.Person, cancellation))!;
            var message = send || now.IsSent ? "Your figures have been sent. Thank you." : "Your figures are saved. They are not sent yet.";
            return answers.Page(request, await FormPageAsync(visit, now, FiguresForm.Fields(now.Measures, Said(now)), [], message, link, cancellation));
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
            if (await ReadOwnFormAsync(request, visit, FiguresStep, cancellation) is not { } form)
                return Stranger(request, part.Council);
            var up = "../" + link;
            var standing = FiguresForm.Fields(part.Measures, Said(part));
            if (form.Files.GetFile(FiguresPage.FileField) is not { Length: > 0 } file)
                return answers.Page(request, await FormPageAsync(visit, part, standing, [new FieldProblem(FiguresPage.FileField, "Choose a file")], null, up, cancellation));
            await using var content = file.OpenReadStream();
            var (fields, problems) = FiguresFile.Read(file.FileName, content, part.Measures);
            var all = new Dictionary<string, string>(standing);
            foreach (var (field, value) in fields)
                all[field] = value;
            var read = FiguresForm.Read(part.Measures, fields, States(part), visit.Link.Person, part.Next(time.GetUtcNow()), "file");
            IReadOnlyList<FieldProblem> wrong =
                [.. problems.Select(problem => new FieldProblem(FiguresPage.FileField, problem)), .. read.Problems.Where(problem => problem.Field != FiguresForm.WhyField)];
            var message = wrong.Count > 0 ? null : $"{read.Said.Count} figures were read from the file. Look at them below, and then send them.";
            return answers.Page(request, await FormPageAsync(visit, part, all, wrong, message, up, cancellation));
        }, cancellation);

    /// <summary><c>GET api/{authority}/returns/decide/{link}</c>: the return to decide about.</summary>
    [Function("OpenReturnDecision")]
    public Task<IResult> OpenDecisionAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/{authority}/returns/decide/{link}")] HttpRequest request,
        string authority, string link, CancellationToken cancellation) =>
        WithMatterAsync(request, authority, link, async (visit, council, row, matter) => answers.Page(request, matter is null
            ? DecisionPage.Standing(council, row, link)
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
            if (matter is null)
                return answers.Page(request, DecisionPage.Standing(council, row, link));
            var token = await TokenAsync(visit, DecideStep, cancellation);
            if (form[DecisionPage.RoundField] != matter.Row.Rounds.ToString(System.Globalization.CultureInfo.InvariantCulture))
                return answers.Page(request, DecisionPage.Decide(matter, null, "", "The figures were computed again since you opened the page. Please look at them once more.", link, token));
            if (matter.Draft.Findings.FirstOrDefault(finding => form[DecisionPage.FieldOf(finding)].ToString().Trim().Length > ReturnDesk.LongestComment) is { } tooLong)
                return answers.Page(request, DecisionPage.Decide(matter, "Use at most 2,000 characters. Nothing was saved", DecisionPage.FieldOf(tooLong), null, link, token));
            matter = await desk.CommentAsync(matter, finding => form[DecisionPage.FieldOf(finding)].ToString(), visit.Link.Person, cancellation);
            var (decided, problem, field) = await DecideAsync(matter, form, visit.Link.Person, cancellation);
            if (decided is null)
                return answers.Page(request, DecisionPage.Decide(matter, problem, field, problem is null ? "What you wrote is saved." : null, link, token));
            await client.NudgeAsync(decided.RunId, BuildMonthlyReturn.Nudge, "decision", cancellation);
            return answers.Page(request, DecisionPage.Standing(council, decided, link));
        }, cancellation);

    /// <summary><c>GET api/{authority}/returns/decide/{link}/{document}</c>: the draft, or the finished return, as "report.html" or "return.xlsx", or what is published of it.</summary>
    [Function("OpenReturnDocument")]
    public Task<IResult> DocumentAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/{authority}/returns/decide/{link}/{document}")] HttpRequest request,
        string authority, string link, string document, CancellationToken cancellation) =>
        WithMatterAsync(request, authority, link, async (_, council, row, matter) =>
        {
            if (await desk.DocumentAsync(row.Name(), document, cancellation) is not { } found)
                return answers.Refuse(request, council.Authority, 404, "There is no such document", "Open the return by its link once more.");
            if (found.Kind is ReturnDocumentKind.Workbook)
                return Results.File(found.Content.ToArray(), found.ContentType, found.Name);
            return answers.Page(request, new Shared.Platform.Pages.HtmlPage(200, found.Content));
        }, cancellation);

    private async Task<(ReturnRow? Decided, string? Problem, string Field)> DecideAsync(DecisionMatter matter, IFormCollection form, string person, CancellationToken cancellation)
    {
        switch (form[DecisionPage.DoField].ToString())
        {
            case DecisionPage.Approve when ReturnFreezing.Obstacle(matter.Draft, matter.Comments) is { } obstacle:
                var open = matter.Draft.Findings.FirstOrDefault(finding => finding.Severity is Severity.Warning && !matter.Comments.ContainsKey(finding.Key));
                return (null, obstacle, open is null ? DecisionPage.Approve : DecisionPage.FieldOf(open));
            case DecisionPage.Approve:
                return (await desk.DecideAsync(matter, ReturnDecision.Approve, person, cancellation), null, "");
            case DecisionPage.ComputeAgain:
                return (await desk.DecideAsync(matter, ReturnDecision.ComputeAgain, person, cancellation), null, "");
            case DecisionPage.SendBack:
                var (strand, comment) = (form[DecisionPage.StrandField].ToString(), form[DecisionPage.CommentField].ToString().Trim());
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
                FiguresFile.Workbook($"Figures for {part.Row.Name().Words}", part.Council.Authority, part.Measures, fields).ToArray(),
                ReturnDocuments.Xlsx, name + ".xlsx"),
            FiguresPage.TextTemplate => Results.File(FiguresFile.Template(part.Measures, fields).ToArray(), "text/csv; charset=utf-8", name + ".csv"),
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
                return NotYours(request, council);
            return part.IsClosed ? answers.Page(request, FiguresPage.Closed(part)) : await go(visit, part);
        }, cancellation);

    private Task<IResult> WithMatterAsync(
        HttpRequest request, string authority, string link, Func<Visit, AuthoritySettings, ReturnRow, DecisionMatter?, Task<IResult>> go, CancellationToken cancellation) =>
        WithLinkAsync(request, authority, link, ReturnLinks.DecideAction, async (visit, council) =>
            await desk.MatterAsync(visit.Return, visit.Link.Person, cancellation) is var (now, row, matter)
                ? await go(visit, now, row, matter)
                : NotYours(request, council), cancellation);

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
            LinkReading.Expired => answers.Refuse(request, council.Authority, 410, "This link has run out", "The return it was for is long over. Ask the Family Hubs team if you need it."),
            _ => answers.Refuse(request, council.Authority, 404, "This link does not work", "Perhaps a piece of it is missing. Open it from the mail once more."),
        };
    }

    private async Task<IFormCollection?> ReadOwnFormAsync(HttpRequest request, Visit visit, string step, CancellationToken cancellation)
    {
        if (!answers.IsFromOurPage(request) || !request.HasFormContentType || request.ContentLength > LargestForm)
            return null;
        var form = await request.ReadFormAsync(cancellation);
        return await links.IsFormAsync(form[FiguresPage.TokenField], visit.LinkId, step, visit.Return.Key, cancellation) ? form : null;
    }

    private Task<string> TokenAsync(Visit visit, string step, CancellationToken cancellation) => links.FormTokenAsync(visit.LinkId, step, visit.Return.Key, cancellation);

    private IResult Stranger(HttpRequest request, AuthoritySettings council) => answers.Refuse(
        request, council.Authority, 403, "Please open the page again", "The page was open for too long, or the form does not come from us. Nothing was saved. Open your link once more.");

    private IResult NotYours(HttpRequest request, AuthoritySettings council) => answers.Refuse(
        request, council.Authority, 404, "This is no longer yours", "Somebody else has taken over this part of the return. Ask the programme manager if that is wrong.");

    private sealed record Visit(ReturnRef Return, PersonalLink Link, string LinkId);
}
