namespace HubAutomation.Shared.FundingReturns.Model;

/// <summary>The sources of figures, as strands.json names them and as their files' folders are called. docs/figures.md says what each has.</summary>
public static class SourceNames
{
    /// <summary>Who came to what.</summary>
    public const string Attendance = "attendance";

    /// <summary>Who is registered.</summary>
    public const string Registrations = "registrations";

    /// <summary>How many of the children in deprived areas are reached.</summary>
    public const string Reach = "reach";

    /// <summary>Infants who are breastfed.</summary>
    public const string Breastfeeding = "breastfeeding";

    /// <summary>What was spent.</summary>
    public const string Ledger = "ledger";

    /// <summary>Who was trained.</summary>
    public const string Training = "training";

    /// <summary>What the parent-carer panel did.</summary>
    public const string Panel = "panel";

    /// <summary>Who used the digital front door.</summary>
    public const string FrontDoor = "front-door";

    /// <summary>The hub's own published sessions.</summary>
    public const string Timetables = "timetables";

    /// <summary>Whether a source is computed from the files of another, or its own: reach is from registrations and attendance.</summary>
    public static bool Reads(string source, string files) => source == files || source == Reach && files is Attendance or Registrations;
}
