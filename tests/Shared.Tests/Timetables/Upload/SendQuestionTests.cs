using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Merging;
using HubAutomation.Shared.Timetables.Upload;

namespace HubAutomation.Shared.Tests.Timetables.Upload;

/// <summary>What a partner is asked before a file is sent.</summary>
public class SendQuestionTests
{
    [Fact]
    public void The_first_file_of_all_needs_no_answer() =>
        Assert.Equal(("autumn.csv", null), Sent(SendQuestion.Of("autumn.csv", []).Obvious));

    [Fact]
    public void A_corrected_file_of_the_same_name_needs_no_answer() =>
        Assert.Equal(("autumn.csv", null), Sent(SendQuestion.Of("autumn.csv", [Standing("autumn.csv", 52, 1)]).Obvious));

    [Fact]
    public void A_copy_of_a_standing_file_takes_its_place() =>
        Assert.Equal(("autumn.csv", null), Sent(SendQuestion.Of("autumn (1).csv", [Standing("other.csv", 3, 3), Standing("autumn.csv", 52, 1)]).Obvious));

    [Fact]
    public void A_copy_that_has_nothing_of_the_standing_file_is_asked_about() =>
        Assert.Equal(
            [("autumn.csv", "replaces"), ("autumn.csv", "adds"), ("autumn (1).csv", null)],
            SendQuestion.Of("autumn (1).csv", [Standing("autumn.csv", 1, 1)]).Answers.Select(Sent));

    [Fact]
    public void A_file_that_would_take_off_much_replaces_or_adds() =>
        Assert.Equal(
            [("autumn.csv", "replaces"), ("autumn.csv", "adds"), ("other.csv", "replaces")],
            SendQuestion.Of("autumn.csv", [Standing("other.csv", 3, 3), Standing("autumn.csv", 52, 52)]).Answers.Select(Sent));

    [Fact]
    public void A_file_of_a_new_name_replaces_one_that_stands_or_stands_beside_it() =>
        Assert.Equal(
            [("autumn.csv", "replaces"), ("spring.csv", null)],
            SendQuestion.Of("spring.csv", [Standing("autumn.csv", 52, 52)]).Answers.Select(Sent));

    [Fact]
    public void Each_activity_that_would_go_is_named_whichever_file_is_replaced()
    {
        (StandingFile, Loss) Of(string name) => (new StandingFile($"key of {name}", name), new Loss(8, 8, [.. Enumerable.Range(0, 8).Select(i => Sessions.Staged($"{name} {i}").Session)]));
        var question = SendQuestion.Of("new.csv", [Of("autumn.csv"), Of("spring.csv")]);
        var page = UploadPages.Check(Understanding.Widnes.Settings, new UploadDraft("draft", "new.csv"), new TimetablePreview(new IntakeReport(), [], [], StagedFile.None), question, new SendForm("choose", "send", "token"), Understanding.Widnes.Today);
        var text = System.Text.Encoding.UTF8.GetString(page.Content.Span);

        Assert.Contains("What would go if it replaces “autumn.csv”", text, StringComparison.Ordinal);
        Assert.All(Enumerable.Range(0, 8), i => Assert.Contains($"“autumn.csv {i}”, Mondays", text, StringComparison.Ordinal));
        Assert.All(Enumerable.Range(0, 8), i => Assert.Contains($"“spring.csv {i}”, Mondays", text, StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_not_offered_is_no_answer() =>
        Assert.Null(SendQuestion.Of("autumn.csv", [Standing("autumn.csv", 52, 52)]).Find("beside"));

    private static (StandingFile, Loss) Standing(string name, int standing, int gone) => (new StandingFile($"key of {name}", name), new Loss(standing, gone, []));

    private static (string, string?) Sent(SendAnswer? answer) => (answer!.FileName, answer.SentAs);
}
