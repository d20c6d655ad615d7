using System.Globalization;
using HubAutomation.Functions.Platform;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Steps;
using HubAutomation.Shared.Platform.Mail;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Functions.FundingReturns;

/// <summary>The steps of <see cref="BuildMonthlyReturn"/>; what they do is in HubAutomation.Shared.</summary>
public sealed class ReturnActivities(ReturnProcess process, ReturnCompiler compiler, ReturnFreezing freezing, ReturnMails mails)
{
    /// <summary>Input of <see cref="OpenReturn"/>.</summary>
    public sealed record OpenInput(ReturnRef Return, string RunId, string? Reason, string? AskAgain, DateTimeOffset At);

    /// <summary>Input of <see cref="AskFigures"/> and <see cref="AskApproval"/>.</summary>
    public sealed record AskInput(ReturnRef Return, DateTimeOffset At);

    /// <summary>Input of <see cref="LookAtReturn"/>.</summary>
    public sealed record LookInput(ReturnRef Return, string RunId);

    /// <summary>Input of <see cref="ReadReturnSource"/>: the source by its place among those that the return needs.</summary>
    public sealed record SourceInput(ReturnRef Return, int Source);

    /// <summary>Input of the steps that put a mail ready.</summary>
    public sealed record MailInput(ReturnRef Return, int Reminder, DateTimeOffset Until);

    /// <summary>Says what making the return would do, without doing it.</summary>
    [Function(nameof(PlanReturn))]
    public Task<string> PlanReturn([ActivityTrigger] AskInput input, FunctionContext context) => process.PlanAsync(input.Return, input.At, context.CancellationToken);

    /// <summary>Gives a return up, and says which run works on it.</summary>
    [Function(nameof(CancelReturn))]
    public async Task<string> CancelReturn([ActivityTrigger] AskInput input, FunctionContext context) =>
        (await process.CancelAsync(input.Return, input.At, context.CancellationToken)).RunId;

    /// <summary>Opens the return, or says why it cannot be made.</summary>
    [Function(nameof(OpenReturn))]
    public Task<ReturnOpening> OpenReturn([ActivityTrigger] OpenInput input, FunctionContext context) => process.OpenAsync(
        input.Return, input.RunId, input.Reason, input.AskAgain?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [], input.At,
        context.CancellationToken);

    /// <summary>Says which strands are to be sent, and until when.</summary>
    [Function(nameof(AskFigures))]
    public Task<FiguresAsked> AskFigures([ActivityTrigger] AskInput input, FunctionContext context) =>
        process.AskFiguresAsync(input.Return, input.At, context.CancellationToken);

    /// <summary>Says how things stand.</summary>
    [Function(nameof(LookAtReturn))]
    public Task<ReturnSight> LookAtReturn([ActivityTrigger] LookInput input, FunctionContext context) =>
        process.LookAsync(input.Return, input.RunId, context.CancellationToken);

    /// <summary>Reads the files of a source and computes its figures.</summary>
    [Function(nameof(ReadReturnSource))]
    public async Task<string> ReadReturnSource([ActivityTrigger] SourceInput input, FunctionContext context)
    {
        var source = (await compiler.SourcesOfAsync(input.Return, context.CancellationToken))[input.Source];
        var (figures, rejects) = await compiler.ReadSourceAsync(input.Return, source, context.CancellationToken);
        return RunJournal.Note(context, SourceReading.Summary(source, figures, rejects));
    }

    /// <summary>Makes the lines and checks them.</summary>
    [Function(nameof(CompileReturn))]
    public async Task<string> CompileReturn([ActivityTrigger] ReturnRef input, FunctionContext context) =>
        ReturnMails.State(await compiler.CompileAsync(input, context.CancellationToken));

    /// <summary>Gives the draft to those who decide.</summary>
    [Function(nameof(AskApproval))]
    public Task<ApprovalAsked> AskApproval([ActivityTrigger] AskInput input, FunctionContext context) =>
        process.AskApprovalAsync(input.Return, input.At, context.CancellationToken);

    /// <summary>Freezes the approved return.</summary>
    [Function(nameof(FreezeReturn))]
    public async Task<string> FreezeReturn([ActivityTrigger] ReturnRef input, FunctionContext context)
    {
        var frozen = await freezing.FreezeAsync(input, context.CancellationToken);
        return string.Create(
            CultureInfo.InvariantCulture, $"The return for {input.Words} is frozen: {frozen.Filled} of {frozen.Lines} figures, fingerprint {frozen.Fingerprint}.");
    }

    /// <summary>Makes the documents.</summary>
    [Function(nameof(PublishReturn))]
    public Task<int> PublishReturn([ActivityTrigger] ReturnRef input, FunctionContext context) => freezing.PublishAsync(input, context.CancellationToken);

    /// <summary>Puts the mail to the leads ready.</summary>
    [Function(nameof(PrepareReturnRequest))]
    public Task<MailingRef> PrepareReturnRequest([ActivityTrigger] MailInput input, FunctionContext context) =>
        mails.PrepareRequestAsync(input.Return, context.CancellationToken);

    /// <summary>Puts the reminder ready.</summary>
    [Function(nameof(PrepareReturnReminder))]
    public Task<MailingRef> PrepareReturnReminder([ActivityTrigger] MailInput input, FunctionContext context) =>
        mails.PrepareReminderAsync(input.Return, context.CancellationToken);

    /// <summary>Puts the mail ready that tells late leads that the return goes on without them.</summary>
    [Function(nameof(PrepareReturnWentOn))]
    public Task<MailingRef> PrepareReturnWentOn([ActivityTrigger] MailInput input, FunctionContext context) =>
        mails.PrepareWentOnAsync(input.Return, context.CancellationToken);

    /// <summary>Puts the mail about late leads ready.</summary>
    [Function(nameof(PrepareReturnLate))]
    public Task<MailingRef> PrepareReturnLate([ActivityTrigger] MailInput input, FunctionContext context) =>
        mails.PrepareLateAsync(input.Return, input.Until, context.CancellationToken);

    /// <summary>Puts the mail with the draft ready.</summary>
    [Function(nameof(PrepareReturnDraft))]
    public async Task<MailingRef> PrepareReturnDraft([ActivityTrigger] MailInput input, FunctionContext context)
    {
        if (input.Reminder > 0)
            await process.AskOnceMoreAsync(input.Return, input.Until, context.CancellationToken);
        return await mails.PrepareDraftAsync(input.Return, input.Reminder, input.Until, context.CancellationToken);
    }

    /// <summary>Puts the mail with the finished return ready.</summary>
    [Function(nameof(PrepareReturnFinal))]
    public Task<MailingRef> PrepareReturnFinal([ActivityTrigger] ReturnRef input, FunctionContext context) =>
        mails.PrepareFinalAsync(input, context.CancellationToken);
}
