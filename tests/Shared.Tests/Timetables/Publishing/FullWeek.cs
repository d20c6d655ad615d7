using HubAutomation.Shared.Timetables.Model;
using NodaTime;

namespace HubAutomation.Shared.Tests.Timetables.Publishing;

/// <summary>A believable autumn in Widnes: every kind of schedule, long and short texts, a linked and an awkward session.</summary>
internal static class FullWeek
{
    public static readonly IReadOnlyList<PublishedSession> Sessions =
    [
        Hub(Make("stayandplay", "Stay and play", Weekly(IsoDayOfWeek.Monday, IsoDayOfWeek.Wednesday), "09:30", "11:00", "Main Hall", Under5, DropIn, Free)
            with { Description = "Toys, a story and a song, with time to talk to other parents." }),
        Hub(Make("babymassage", "Baby massage", TermTime(IsoDayOfWeek.Monday), "13:00", "14:00", "Sensory Room", Babies, Book, Free)
            with { Description = "A five-week course for you and your baby. Bring a towel." }),
        Hub(Make("sensory", "Sensory room drop-in", Weekly(IsoDayOfWeek.Tuesday), "09:00", "12:00", "Sensory Room", Under5, DropIn, null)),
        Told("Chatterbox Speech and Language", Make("talk", "Little talkers", Fortnightly(IsoDayOfWeek.Tuesday, new(2026, 9, 8)), "10:00", "11:00", "Main Hall", Toddlers, Advised, Free)
            with { Description = "Ideas to help your child to talk, from the speech and language team." }),
        Told("Bridgewater Health Visitors", Make("clinic", "Health visitor clinic", Weekly(IsoDayOfWeek.Wednesday), "13:00", "15:30", null, Under5, Referral, Free)),
        Told("Widnes Library", Make("rhyme", "Rhyme time", TermTime(IsoDayOfWeek.Thursday), "10:30", "11:00", "Main Hall", Babies, DropIn, Free))
            with { LinkedPartners = ["Halton Libraries"] },
        Told("Dads Together", Make("dads", "Dads’ Saturday breakfast", SessionSchedule.Monthly([1], IsoDayOfWeek.Saturday), "09:00", "11:30", "Main Hall", Under5, Advised, Donation)),
        Told("Halton Infant Feeding Team", Make("solids", "Starting solid foods", SessionSchedule.On([new(2026, 9, 18), new(2026, 10, 16), new(2026, 11, 20)]), "12:00", "13:30", null, Babies, Book, Free)),
        Hub(Make("bump", "Bump, birth and beyond: getting ready for your baby together", Weekly(IsoDayOfWeek.Friday) with { From = new(2026, 10, 2), Until = new(2026, 11, 6), Except = [new(2026, 10, 30)] }, "18:00", null, null, Pregnancy, Book, null)
            with { PlaceId = "ditton" }),
        Hub(Make("awkward", "Mums & <b>babies</b> \"yoga\" Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", Weekly(IsoDayOfWeek.Friday), "09:30", "10:30", null, null, new(BookingKind.Required, "https://book.example/an/address/without/any/place/to/break/it/that/goes/on/and/on/and/on?session=mums-and-babies-yoga"), new(150, 300, "£1.50 to £3 per family"))
            with { PlaceId = "ditton" }),
    ];

    private static AgeRange Under5 => new(0, 60, false, "Under 5s");

    private static AgeRange Babies => new(0, 7, false, "0 to 6 months");

    private static AgeRange Toddlers => new(18, 37, false, "18 months to 3 years");

    private static AgeRange Pregnancy => new(0, 0, true, "Expectant parents");

    private static Booking DropIn => new(BookingKind.DropIn);

    private static Booking Advised => new(BookingKind.Recommended);

    private static Booking Referral => new(BookingKind.Referral);

    private static Booking Book => new(BookingKind.Required, "https://book.example/halton");

    private static Cost Free => new(0, 0, "Free");

    private static Cost Donation => new(0, 200, "Suggested donation £2 per family");

    private static Session Make(
        string id, string title, SessionSchedule schedule, string start, string? end, string? room, AgeRange? ages, Booking booking, Cost? cost) =>
        Widnes.Session(id, title, schedule, start, end) with { Room = room, Ages = ages, Booking = booking, Cost = cost };

    private static SessionSchedule Weekly(params IsoDayOfWeek[] days) => SessionSchedule.Weekly(days);

    private static SessionSchedule TermTime(IsoDayOfWeek day) => SessionSchedule.Weekly(day) with { TermTimeOnly = true };

    private static SessionSchedule Fortnightly(IsoDayOfWeek day, LocalDate from) => SessionSchedule.Weekly(day) with { EveryWeeks = 2, From = from };

    private static PublishedSession Hub(Session session) => Widnes.Published(session);

    private static PublishedSession Told(string partner, Session session) => Widnes.Published(session, partner.Replace(' ', '-'), partner);
}
