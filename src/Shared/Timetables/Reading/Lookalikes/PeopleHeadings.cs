using System.Collections.Frozen;

namespace HubAutomation.Shared.Timetables.Reading.Lookalikes;

/// <summary>Recognises the headings of columns that are about a person.</summary>
internal static class PeopleHeadings
{
    private const int EnoughSigns = 2;

    // One of these words in a heading is enough.
    private static readonly FrozenSet<string> Words = Of("surname", "surnames", "forename", "forenames", "dob", "nhs", "upn", "dbs", "birthday", "birthdate", "pupil", "pupils", "patient", "patients", "ethnicity");

    private static readonly FrozenSet<string> Whole = Of(
        "date of birth", "birth date", "d o b", "first name", "first names", "last name", "firstname", "lastname", "home address", "emergency contact", "emergency contacts", "medical conditions", "medical information", "next of kin",
        "client", "clients", "service user", "service users", "key person", "mothers name", "fathers name", "child id", "client id", "case id", "case number", "case no", "liquid logic id", "eclipse id", "mosaic id");

    // "Name of child", "Parent/carer name", "Child's address": somebody, and a detail of them.
    private static readonly FrozenSet<string> Somebody = Of(
        "child", "childs", "childrens", "parent", "parents", "carer", "carers", "mother", "mothers", "father", "fathers", "mum", "mums", "dad", "dads", "guardian", "guardians", "family", "families", "client", "clients", "baby", "babys", "babies",
        "participant", "participants", "attendee", "attendees", "applicant", "applicants", "sibling", "siblings", "user", "users", "learner", "learners", "student", "students", "member", "members");

    private static readonly FrozenSet<string> Detail = Of("name", "names", "first", "last", "full", "birth", "address", "postcode", "phone", "telephone", "mobile", "email", "initials", "gender", "signature", "allergies", "id", "ref", "reference", "known", "as");

    private static readonly FrozenSet<string> Between = Of("of", "the", "s", "and", "or", "your", "date", "e", "mail", "no", "number", "home");

    // A timetable may have one of these.
    private static readonly FrozenSet<string> Signs = Of(
        "full name", "child", "children", "parent", "parent carer", "carer", "mother", "father", "guardian", "family", "participant", "participants", "attendee", "attendees", "gender", "sex", "allergies", "dietary requirements", "attended", "attendance",
        "did attend", "present", "absent", "signed in", "signed out", "sign in", "sign out", "time in", "time out", "arrived", "left", "signature", "registration date", "registered on", "first", "last", "siblings", "relationship", "photo consent", "consent",
        "key worker", "social worker", "medical", "diagnosis", "send needs", "additional needs", "gp", "health visitor", "collected by", "dropped off by", "initials");

    // Whose details a timetable may name without being a list of people.
    private static readonly FrozenSet<string> Staff = Of("leader", "leaders", "staff", "contact", "tutor", "organiser", "practitioner", "facilitator", "teacher", "instructor", "coordinator", "manager", "host", "worker", "lead", "volunteer");

    private static readonly FrozenSet<string> OfAll = Of(
        "pupil", "pupils", "patient", "patients", "patient group", "patient groups", "client", "clients", "client group", "service user", "service users", "ethnicity", "medical conditions", "medical information", "babies", "baby");

    private static readonly FrozenSet<string> BesideName = Of(
        "age", "phone", "telephone", "tel", "mobile", "mobile number", "phone number", "email", "e mail", "email address", "address", "postcode", "contact", "contact number", "role", "shift", "shifts", "hours", "initials");

    private static readonly FrozenSet<string> Leads = Of(
        "booked on", "booked", "bookings", "booked in", "booked so far", "names", "attending", "list of names", "children booked", "families booked", "families attending", "waiting list", "reserve list", "reserves", "staff", "staff list", "staffing",
        "volunteers", "rota", "staff rota", "on duty", "apologies", "sign in", "present", "absent");

    private static readonly FrozenSet<string> Registers = Of("register", "registers", "attendance", "attendees", "participants", "caseload", "enrolments", "enrolment");

    /// <summary>True for the headings of a list of people.</summary>
    /// <param name="headings">Normalised.</param>
    public static bool AreMeantBy(IReadOnlyList<string> headings)
    {
        var different = headings.Where(h => h.Length is > 0 and <= 80).Distinct().ToArray();
        return Array.Exists(different, IsUnmistakable) || different.Count(IsSign) >= EnoughSigns;
    }

    /// <summary>True for a heading that is about a person in a register and about everybody in a timetable: "Pupils", "Child", "Ethnicity".</summary>
    public static bool MayBeOfAll(string heading) => OfAll.Contains(heading) || IsSign(heading);

    /// <summary>True for the headings of a list of people that stands below or within another table: "Name, Age, Phone".</summary>
    /// <param name="headings">Normalised.</param>
    public static bool HeadList(IReadOnlyList<string> headings) =>
        AreMeantBy(headings) || (headings.Any(h => h is "name" or "names") && headings.Any(h => BesideName.Contains(h)) && headings.All(h => h.Length == 0 || h is "name" or "names" or "notes" || BesideName.Contains(h) || IsSign(h)));

    /// <summary>True for a text over a list of people: "Booked on:", "Attending".</summary>
    public static bool LeadsList(string text) => text.Length <= 40 && Columns.HeadingWords.Normalise(text) is var words && (Leads.Contains(words) || Registers.Contains(words[(words.LastIndexOf(' ') + 1)..]));

    /// <summary>True for a heading that may be about a person.</summary>
    public static bool IsSign(string heading) => Signs.Contains(heading) || heading.StartsWith("attended ", StringComparison.Ordinal);

    /// <summary>True for what stands above a register: "Register – Stay and Play".</summary>
    public static bool NamesRegister(string text) =>
        text.Length <= 200 && (Columns.HeadingWords.Normalise(text) is var words && (words.Contains("sign in sheet", StringComparison.Ordinal) || words.Split(' ').Any(Registers.Contains)));

    private static bool IsUnmistakable(string heading)
    {
        if (Whole.Contains(heading))
            return true;
        var words = heading.Split(' ');
        if (words.Any(Staff.Contains))
            return false;
        return words.Any(Words.Contains)
            || (words.Any(Somebody.Contains) && words.Any(Detail.Contains) && Array.TrueForAll(words, w => Somebody.Contains(w) || Detail.Contains(w) || Between.Contains(w)));
    }

    private static FrozenSet<string> Of(params string[] words) => words.ToFrozenSet(StringComparer.Ordinal);
}
