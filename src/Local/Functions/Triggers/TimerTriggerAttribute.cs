using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts the function on a schedule.</summary>
public sealed class TimerTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>
    /// Sets the schedule: NCRONTAB with five or six fields, or a time span such as "00:05:00"; "%Name%" stands for the
    /// setting of that name. NCRONTAB is read in the time zone of WEBSITE_TIME_ZONE or TZ, and in UTC without one.
    /// </summary>
    public TimerTriggerAttribute(string schedule)
    {
        Schedule = schedule;
    }

    /// <summary>The schedule as written.</summary>
    public string Schedule { get; }

    /// <summary>Whether the function also runs each time the host starts.</summary>
    public bool RunOnStartup { get; set; }

    /// <summary>Whether the schedule is kept through restarts, so that a missed run is made up for; ignored below one minute.</summary>
    public bool UseMonitor { get; set; } = true;
}

/// <summary>What a timer function is told of its schedule.</summary>
public class TimerInfo
{
    /// <summary>Last and next run; null when the schedule is not monitored.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Whether the run is later than planned, because the host was down at the planned time.</summary>
    public bool IsPastDue { get; set; }
}

/// <summary>Where a timer stands. Times are those of the schedule's time zone.</summary>
public class ScheduleStatus
{
    /// <summary>The last planned time at which the function ran; the default value when it never has.</summary>
    public DateTime Last { get; set; }

    /// <summary>The next planned time.</summary>
    public DateTime Next { get; set; }

    /// <summary>When this status was written.</summary>
    public DateTime LastUpdated { get; set; }
}
