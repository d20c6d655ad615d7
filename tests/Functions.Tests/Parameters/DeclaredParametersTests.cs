using System.Text;
using HubAutomation.Functions.Platform;
using HubAutomation.Functions.Platform.Parameters;
using HubAutomation.Shared.Platform.Text;

namespace HubAutomation.Functions.Tests.Parameters;

/// <summary>Every workflow × every parameter: what is not of its kind is refused, by name, value and rule, before anything is looked at or started.</summary>
public class DeclaredParametersTests
{
    private static readonly string Deep = new string('[', 50) + new string(']', 50);

    // Nothing of these is any parameter's.
    private static readonly string[] NeverRight = ["null", "7", "-1.5", "1e999", "{}", """{"a":true}""", "[]", "[[]]", "[null]", "[7]", Deep, "\"\\ud800\"", "\"a\\ud800b\"", "[\"\\udc00\"]"];

    private static readonly string[] NoSwitches = ["\"true\"", "\"false\"", "\"yes\"", "\"\"", "1", "0", "[true]"];

    private static readonly string[] NoTexts =
        ["true", "false", "\"\"", "\"  \"", "\"\\u0000\"", "\"2026-10\\u0000\"", "\"a\\u0007b\"", "\"a\\u001bb\"", "\"\\ufffe\"", "[\"a\"]", $"\"{new string('a', 30_000)}\""];

    private static readonly string[] NoLists = ["true", "\"Audit\"", "[true]", "[\"\"]", "[\"Audit\\u0000\"]", "[\"Audit\",\"Audit\"]", "[\"Audit\",7]", """[["Audit"]]"""];

    public static IEnumerable<object[]> All =>
        DeclaredWorkflows.All.SelectMany(workflow => workflow.Parameters, (workflow, parameter) => new object[] { workflow.Name, parameter.Name });

    public static IEnumerable<object[]> Names => DeclaredWorkflows.All.Select(workflow => new object[] { workflow.Name });

    [Theory]
    [MemberData(nameof(All))]
    public async Task What_is_not_of_a_parameter_s_kind_is_refused_by_its_name_its_value_and_the_rule(string workflow, string parameter)
    {
        var declared = DeclaredWorkflows.Named(workflow).Parameters.Single(one => one.Name == parameter);
        var wrong = NeverRight.Concat(declared.Type switch
        {
            ParameterType.Switch => NoSwitches,
            ParameterType.Text => NoTexts,
            _ => NoLists,
        });
        foreach (var value in wrong)
        {
            var sentence = await RefusedAsync(workflow, $$"""{"{{parameter}}":{{value}}}""");

            Assert.Matches($"\"{parameter}(\\[\\d\\])?\" is ", sentence);
            Assert.Contains("It must be ", sentence, StringComparison.Ordinal);
            Assert.True(sentence.Length < 3000 && WholeText.IsClean(sentence), sentence);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_parameter_that_stands_twice_is_refused_whichever_would_win(string workflow, string parameter)
    {
        var sentence = await RefusedAsync(workflow, $$"""{"{{parameter}}":true,"{{parameter}}":false}""");

        Assert.Contains($"The parameter \"{parameter}\" stands twice. Give each parameter once.", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_name_that_is_nearly_a_parameter_s_is_refused_and_the_right_ones_are_listed(string workflow, string parameter)
    {
        foreach (var slip in new[] { parameter.ToUpperInvariant(), parameter + " ", parameter + "\\u0000" })
        {
            var sentence = await RefusedAsync(workflow, $$"""{"{{slip}}":true}""");

            Assert.StartsWith($"{workflow} has no parameter \"", sentence, StringComparison.Ordinal);
            Assert.All(DeclaredWorkflows.Named(workflow).Parameters, declared => Assert.Contains(declared.ToString(), sentence, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_parameter_that_must_be_there_is_missed_by_name_and_rule(string workflow)
    {
        foreach (var required in DeclaredWorkflows.Named(workflow).Parameters.Where(parameter => parameter.IsRequired))
            Assert.Contains($"The parameter \"{required.Name}\" is missing. It must be {required.Rule}.", await RefusedAsync(workflow, "{}"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_parameter_is_declared_once_and_says_what_it_means(string workflow)
    {
        var declared = DeclaredWorkflows.Named(workflow).Parameters;

        Assert.Equal(declared.Count, declared.Select(parameter => parameter.Name).Distinct().Count());
        Assert.All(declared, parameter => Assert.True(parameter is { Name.Length: > 0, Meaning.Length: > 3, Rule.Length: > 3 }, parameter.ToString()));
    }

    /// <summary>Two thousand mixtures of right and wrong: with one wrong value among them nothing starts, nothing throws.</summary>
    [Fact]
    public async Task Whatever_is_mixed_in_nothing_starts_with_one_wrong_value()
    {
        var random = new Random(20261129);
        string[] values = [.. NeverRight, .. NoSwitches, .. NoTexts, .. NoLists, "\"2026-10\"", "\"halton\"", "{\"x\":[1,{\"y\":\"\\u2028\"}]}"];
        for (var round = 0; round < 2_000; round++)
        {
            var workflow = DeclaredWorkflows.All[random.Next(DeclaredWorkflows.All.Count)];
            var names = workflow.Parameters.Select(parameter => parameter.Name).Append("other").OrderBy(_ => random.Next()).Take(1 + random.Next(5)).ToList();
            var members = names.Select((name, i) => $"\"{name}\":{(i == 0 ? NeverRight[random.Next(NeverRight.Length)] : values[random.Next(values.Length)])}");

            await RefusedAsync(workflow.Name, $"{{{string.Join(',', members)}}}");
        }
    }

    [Theory]
    [InlineData("build-monthly-return", """{"month":"0001-01"}""", "The parameter \"month\" is \"0001-01\". It must be a month that is over, like 2026-10, from 2022-04 to 20")]
    [InlineData("build-monthly-return", """{"month":"2019-05"}""", "The parameter \"month\" is \"2019-05\". It must be a month that is over")]
    [InlineData("build-monthly-return", """{"month":"2026-10 "}""", "The parameter \"month\" is \"2026-10 \". It must be")]
    [InlineData("build-monthly-return", """{"month":"2026-13"}""", "The parameter \"month\" is \"2026-13\". It must be")]
    [InlineData("build-monthly-return", """{"month":"9999-12"}""", "The parameter \"month\" is \"9999-12\". It must be")]
    [InlineData("build-monthly-return", """{"restart":"yes"}""", "The parameter \"restart\" is \"yes\". It must be true or false, without quotation marks.")]
    [InlineData("build-monthly-return", """{"reason":"Two\nlines"}""", "The parameter \"reason\" is \"Two\\nlines\". It must be a text of 1 to 500 characters with words in it, on one line, without control characters.")]
    [InlineData("build-monthly-return", """{"reason":"\u200b"}""", "The parameter \"reason\" is \"\\u200b\". It must be a text of 1 to 500 characters with words in it, on one line, without control characters.")]
    [InlineData("build-monthly-return", """{"reason":"- –"}""", "The parameter \"reason\" is \"- –\". It must be a text of 1 to 500 characters with words in it, on one line, without control characters.")]
    [InlineData("build-monthly-return", """{"reason":"."}""", "The parameter \"reason\" is \".\". It must be a text of 1 to 500 characters with words in it, on one line, without control characters.")]
    [InlineData("message-partners", """{"subject":"\u200b\u2060","message":"x"}""", "It must be a text of 1 to 200 characters that shows something, on one line")]
    [InlineData("message-partners", """{"subject":"\u3164","message":"x"}""", "It must be a text of 1 to 200 characters that shows something, on one line")]
    [InlineData("message-partners", """{"subject":"Spring","message":"\u2060\n\u00ad"}""", "It must be a text of 1 to 20000 characters that shows something, without control characters")]
    [InlineData("message-partners", """{"subject":null,"message":"x"}""", "The parameter \"subject\" is null. It must be a text of 1 to 200 characters that shows something, on one line, without control characters.")]
    [InlineData("build-monthly-return", """{"month":"2026-10","reason":null}""", "without control characters, or be left out.")]
    [InlineData("build-monthly-return", """{"askAgain":"parenting,,panel"}""", "It must be ids with commas between them, like infant-feeding,perinatal.")]
    [InlineData("build-monthly-return", """{"askAgain":"parenting,parenting"}""", "It must be ids with commas between them")]
    [InlineData("cancel-monthly-return", """{"month":"1999-01"}""", "The parameter \"month\" is \"1999-01\". It must be")]
    [InlineData("roll-up-returns", """{"period":"2026-08"}""", "The parameter \"period\" is \"2026-08\". It must be a quarter like 2026-27-q3 or a financial year like 2026-27")]
    [InlineData("roll-up-returns", """{"period":"2019-20"}""", "The parameter \"period\" is \"2019-20\". It must be")]
    [InlineData("roll-up-returns", """{"period":"2022-23-Q1"}""", "The parameter \"period\" is \"2022-23-Q1\". It must be")]
    [InlineData("message-partners", """{"subject":"Spring\r\nBcc: all@example.org","message":"x"}""", "The parameter \"subject\" is \"Spring\\r\\nBcc: all@example.org\". It must be a text of 1 to 200 characters that shows something, on one line, without control characters.")]
    [InlineData("message-partners", """{"subject":"Spring","message":"x","dryRun":"true"}""", "The parameter \"dryRun\" is \"true\". It must be true or false, without quotation marks.")]
    [InlineData("send-upload-links", """{"dryRun":"true"}""", "The parameter \"dryRun\" is \"true\". It must be true or false, without quotation marks.")]
    [InlineData("send-upload-links", """{"partner":null}""", "The parameter \"partner\" is null. It must be an id: 1 to 40 lower-case letters, digits and single hyphens, or be left out.")]
    [InlineData("ingest-timetable", """{"partner":"groups","file":"../other/autumn.csv"}""", "The parameter \"file\" is \"../other/autumn.csv\". It must be a file's name as it is in the partner's folder")]
    [InlineData("ingest-timetable", """{"partner":"groups","file":"autumn.csv.rejects.csv"}""", "It must be a file's name as it is in the partner's folder")]
    [InlineData("withdraw-timetable", """{"partner":"Groups!","file":"autumn.csv"}""", "The parameter \"partner\" is \"Groups!\". It must be an id")]
    [InlineData("take-in-reference-file", """{"file":"a/../b.csv"}""", "The parameter \"file\" is \"a/../b.csv\". It must be")]
    [InlineData("restore-tables", """{"backup":"../returns"}""", "The parameter \"backup\" is \"../returns\". It must be the name of a folder in the container backups, like 20260915T010000Z.")]
    [InlineData("restore-tables", """{"backup":"20261315T010000Z"}""", "The parameter \"backup\" is \"20261315T010000Z\". It must be")]
    [InlineData("restore-tables", """{"backup":"20260915T010000Z","tables":["Runs","Rums"]}""", "The parameter \"tables[1]\" is \"Rums\". It must be one of Audit, BlobTries, ")]
    [InlineData("export-tables", """{"dryRun":true}""", "export-tables has no parameter \"dryRun\". It takes none: send no body, or {}.")]
    public async Task A_slip_is_answered_with_the_value_and_the_rule(string workflow, string body, string sentence) =>
        Assert.Contains(sentence, await RefusedAsync(workflow, body), StringComparison.Ordinal);

    private static async Task<string> RefusedAsync(string workflow, string body)
    {
        var (given, problem) = JsonBody.Read(Encoding.UTF8.GetBytes(body));
        Assert.True(problem is null, problem);
        var refusal = Assert.IsType<StartPlan.Refuse>(await DeclaredWorkflows.Named(workflow).PlanAsync("halton", given, default));
        Assert.Equal(400, refusal.Status);
        return refusal.Sentence;
    }
}
