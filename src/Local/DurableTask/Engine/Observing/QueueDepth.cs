namespace HubAutomation.Local.DurableTask.Engine.Observing;

/// <summary>How much work a worker has before it.</summary>
/// <param name="Turns">Orchestrations that wait for a turn, take it, or wait for it to be written.</param>
/// <param name="WaitingActivities">Activities that wait to be run.</param>
/// <param name="RunningActivities">Activities that run.</param>
/// <param name="Timers">Timers that are set.</param>
/// <param name="OldestDue">How long ago the oldest of the work that is due, and not yet done or under way as an activity, became due; zero when there is none.</param>
internal readonly record struct QueueDepth(int Turns, int WaitingActivities, int RunningActivities, int Timers, TimeSpan OldestDue);
