using HubAutomation.Local.DurableTask.Engine.Storage;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>Writes a task hub's file as earlier releases did, whose histories were of a form of their own.</summary>
internal static class EarlierFile
{
    private const string History = """
        {"at":"2026-05-04T08:00:00Z","received":[{"type":"ExecutionStarted"}],"produced":[{"type":"TaskScheduled","name":"Read","id":0}]}
        """;

    private const string Failure = """
        {"errorType":"Microsoft.DurableTask.TaskFailedException","errorMessage":"Task 'Read' (#0) failed with an unhandled exception: no \"inner\": day","stackTrace":"   at Ingest","inner":{"errorType":"System.FormatException","errorMessage":"row 7","properties":{"row":7},"isNonRetriable":false},"isNonRetriable":false}
        """;

    public static DateTimeOffset Created { get; } = new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Ended { get; } = new(2026, 5, 4, 9, 30, 0, TimeSpan.Zero);

    /// <summary>A file of that format with an instance for each ending, and so many that have not ended.</summary>
    public static void Write(string path, int format, int underWay = 0)
    {
        foreach (var ending in new[] { string.Empty, "-wal", "-shm" })
            File.Delete(path + ending);
        using var database = Database.Open(path);
        Schema.Create(database, format);
        Add(database, 1, "completed", P.OrchestrationStatus.Completed, "'\"out\"'", "NULL");
        Add(database, 2, "failed", P.OrchestrationStatus.Failed, "NULL", $"'{Failure.Replace("'", "''", StringComparison.Ordinal)}'");
        Add(database, 3, "terminated", P.OrchestrationStatus.Terminated, "'\"enough\"'", "NULL");
        for (var number = 1; number <= underWay; number++)
        {
            Add(database, 3 + number, $"under way {number}", P.OrchestrationStatus.Running, "NULL", "NULL");
            database.Execute($"INSERT INTO activities (id, instance, execution, task, name, version, input, deliveries) VALUES ({number}, {3 + number}, 0, 0, 'Read', '', NULL, 0)");
            database.Execute("""INSERT INTO inbox (id, instance, execution, message) VALUES (1, 4, NULL, '{"type":"EventRaised","name":"Go"}') ON CONFLICT DO NOTHING""");
        }
    }

    private static void Add(Database database, int key, string id, P.OrchestrationStatus status, string output, string failure)
    {
        var completed = status == P.OrchestrationStatus.Running ? "NULL" : $"{Ended.UtcTicks}";
        database.Execute($$"""
            INSERT INTO instances (key, id, name, version, execution, status, created, updated, completed, tags, custom_status, waiting_for)
            VALUES ({{key}}, '{{id}}', 'Echo', '', 0, {{(int)status}}, {{Created.UtcTicks}}, {{Ended.UtcTicks}}, {{completed}}, '{"team":"data"}', '"done"', NULL);
            INSERT INTO payloads (instance, input, output, failure) VALUES ({{key}}, '"in"', {{output}}, {{failure}});
            INSERT INTO history (id, instance, turn) VALUES ({{key}}, {{key}}, '{{History}}');
            """);
    }
}
