using HubAutomation.Shared.Tests.Timetables.Reading;
using HubAutomation.Shared.Timetables.Understanding;

namespace HubAutomation.Shared.Tests.Timetables;

/// <summary>Names, numbers and notes about people do not reach families, wherever in a timetable they stand. All people here are invented.</summary>
public sealed class PeopleInTimetablesTests
{
    [Theory]
    [InlineData("Room", "Room 2 (ring Jo 07700 900123)", "the room “Room 2”")]
    [InlineData("Room", "Sue Sample", "no room")]
    [InlineData("Room", "Sue Sample's office", "no room")]
    [InlineData("Room", "Jo", "no room")]
    [InlineData("Room", "jo@example.org", "no room")]
    [InlineData("Room", "Ring 01928 555 010", "no room")]
    [InlineData("Ages", "Under 5s (ask Jo 07700900123)", "the ages “Under 5s”")]
    [InlineData("Ages", "\"Jake, Mia and Noah\"", "no ages")]
    [InlineData("Cost", "£2 to Jo 07700 900123", "the cost “£2”")]
    [InlineData("Cost", "£2 payable to Sue Sample", "the cost “£2”")]
    public void A_number_an_address_or_a_name_leaves_every_text_that_is_shown(string heading, string text, string left)
    {
        var file = WholeFile.Of($"Activity,Day,Time,Venue,{heading}\nPlay,Monday,10-11am,Kingsway,{text}\n");

        Assert.Equal($"2 personal-details-removed: Telephone numbers, e-mail addresses or names of people were taken out. Families see {left}. Leave them out of your file.", Assert.Single(file.Warnings));
        var shown = Assert.Single(file.All.OfType<Accepted>()).Session.ToString();
        Assert.All(new[] { "Jo ", "Sue", "Mia", "0770", "@" }, s => Assert.DoesNotContain(s, shown, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Kingsway (Sue Sample 07700 900123)")]
    [InlineData("Kingsway - contact Jo 07700 900123")]
    [InlineData("\"Kingsway, ask for Jo\"")]
    [InlineData("Kingsway sue@example.org")]
    [InlineData("\"\"\"Kingsway, c/o Sue Sample\"\"\"")]
    public void They_leave_the_venue_and_the_place_stays(string venue) =>
        Assert.Equal(["Play: Mondays, 10am to 11am, kingsway"], WholeFile.Of($"Activity,Day,Time,Venue\nPlay,Monday,10-11am,{venue}\n").Sessions);

    [Fact]
    public void A_venue_that_was_nothing_else_is_not_the_partners_own_place()
    {
        var file = WholeFile.Of("Activity,Day,Time,Venue\nPlay,Monday,10-11am,Sue Sample 07700 900123\n", partner: WholeFile.AtDitton);

        Assert.Equal(["Venue2 venue-names-a-person"], file.GivenBack);
        Assert.DoesNotContain("Sue", file.Reasons[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Main Hall")]
    [InlineData("Florence Nightingale Centre")]
    [InlineData("Upstairs")]
    [InlineData("Alexandra Hall")]
    public void A_room_stays_a_room(string room) =>
        Assert.Equal([$"Play: Mondays, 10am to 11am, kingsway ({room})"], WholeFile.Of($"Activity,Day,Time,Venue,Room\nPlay,Monday,10-11am,Kingsway,{room}\n").Sessions);

    [Fact]
    public void A_location_of_a_calendar_is_cleaned_alike() => Assert.Equal(
        ["Peep: 14 September 2026, 10am to 11am, kingsway"],
        WholeFile.Of("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260914T100000\r\nDTEND:20260914T110000\r\nSUMMARY:Peep\r\nLOCATION:Kingsway\\, ask for Jo 07700 900123\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "a.ics").Sessions);

    [Fact]
    public void A_name_with_its_number_leaves_a_title_without_a_trace() =>
        Assert.Equal(["Messy Play"], WholeFile.Of("Activity,Day,Time,Venue\nMessy Play with Jo Sample (jo@example.org),Monday,10-11am,Kingsway\n").Titles);

    [Theory]
    [InlineData("Attending: Amelia Jones, Noah Smith")]
    [InlineData("Amelia Jones, Noah Smith, Leo Khan")]
    [InlineData("Reserved for Jake Brown (DOB 12/3/23, asthma)")]
    [InlineData("Safeguarding: parent K. Lewis not to attend")]
    [InlineData("NB K. Lewis has court order re children")]
    [InlineData("Jake B needs 1:1")]
    [InlineData("My son Jake has asthma and loved it")]
    [InlineData("Key worker: Jo")]
    [InlineData("Led by Sue Smith")]
    [InlineData("With Sue")]
    [InlineData("SS/JB")]
    [InlineData("JB to run")]
    [InlineData("Staffing: Jo, Sue, + 1 vol")]
    [InlineData("Cover needed - Jo on mat leave")]
    [InlineData("Meeting ID: 123 456 789")]
    [InlineData("Meet at Jo Brown's house, 14 Acacia Avenue")]
    public void A_note_about_people_is_not_shown_and_asked_about(string note)
    {
        var file = WholeFile.Of($"Activity,Day,Time,Venue,Notes\nPlay,Monday,10-11am,Kingsway,\"{note}\"\n");

        Assert.Null(Assert.Single(file.All.OfType<Accepted>()).Session.Description);
        Assert.Contains("2 note-about-people: The notes seem to name people or to be about them, so they are not shown. If families need to know it, write it without names. Who performs may stand in the name of the session.", file.Warnings);
    }

    [Theory]
    [InlineData("DM @suesample on insta")]
    [InlineData("sue.sample2 @ nhs . net")]
    [InlineData("Sue's mobile: 07700-900-123")]
    public void Handles_and_parted_addresses_are_contact_details(string note) =>
        Assert.Null(Assert.Single(WholeFile.Of($"Activity,Day,Time,Venue,Notes\nPlay,Monday,10-11am,Kingsway,{note}\n").All.OfType<Accepted>()).Session.Description);

    [Theory]
    [InlineData("Bring a towel. Nut free snacks please.")]
    [InlineData("Ask your key worker or social worker for a referral.")]
    [InlineData("Reserved for families of Kingsway.")]
    [InlineData("We are safeguarding trained. Next to the tennis court.")]
    [InlineData("Yoga @ the park")]
    public void A_note_for_families_stays(string note) =>
        Assert.Equal(note, Assert.Single(WholeFile.Of($"Activity,Day,Time,Venue,Notes\nPlay,Monday,10-11am,Kingsway,{note}\n").All.OfType<Accepted>()).Session.Description);

    [Fact]
    public void Only_the_sentence_that_names_somebody_goes() =>
        Assert.Equal("Bring a mat.", Assert.Single(WholeFile.Of("Activity,Day,Time,Venue,Notes\nPlay,Monday,10-11am,Kingsway,Led by Sue Sample. Bring a mat.\n").All.OfType<Accepted>()).Session.Description);

    [Fact]
    public void First_names_beside_a_session_of_a_grid_are_no_description() =>
        Assert.All(WholeFile.Of("Kingsway,Monday,Tuesday\n10-11am,Baby Massage (Amy),Play (Jo & Sue)\n").All.OfType<Accepted>(), a => Assert.Null(a.Session.Description));

    [Theory]
    [InlineData("Name,Age,Phone\nAmelia Sample,3,07700 900123\nNoah Example,2,07700 900124\n")]
    [InlineData("Booked on:,,,\nAmelia Sample,,,\nXi Example (allergy: nuts),,,\n")]
    [InlineData("Baby Massage register,,,\nMia,,,\nXi,,,\n")]
    public void A_list_of_people_below_the_sessions_is_neither_read_nor_quoted(string list)
    {
        var file = WholeFile.Of($"Activity,Day,Time,Venue\nPlay,Monday,10-11am,Kingsway\n\n{list}");

        Assert.Equal(["Play"], file.Titles);
        Assert.Empty(file.GivenBack);
        Assert.Equal(["0 list-of-people-not-read: From row 4 on stands what looks like a list of people. Nothing of it was read or shown, down to the next sessions. Leave it out of the file that you send."], file.Warnings);
    }

    [Fact]
    public void Sessions_below_such_a_list_are_read_again() => Assert.Equal(
        ["Play", "Sing"],
        WholeFile.Of("Activity,Day,Time,Venue\nPlay,Monday,10-11am,Kingsway\nAttending,,,\nAmelia Sample,,,\nSing,Tuesday,10-11am,Kingsway\n").Titles);

    [Fact]
    public void A_name_alone_in_a_row_is_not_quoted_and_no_heading()
    {
        var file = WholeFile.Of("Activity,Day,Time,Venue\nKingsway,,,\nPlay,Monday,10-11am,\nMia Sample (allergy: nuts),,,\nSing,Tuesday,10-11am,\n");

        Assert.Equal(["Play: Mondays, 10am to 11am, kingsway", "Sing: Tuesdays, 10am to 11am, kingsway"], file.Sessions);
        Assert.Equal(["row4 may-name-a-person"], file.GivenBack);
        Assert.All(file.All.OfType<Rejected>().SelectMany(r => r.Rejects), r => Assert.DoesNotContain("Mia", r.Value + r.Sentence + r.Activity, StringComparison.Ordinal));
    }

    [Fact]
    public void A_rota_beside_the_timetable_is_left_out_and_named()
    {
        var file = WholeFile.Of(new WorkbookFile()
            .Sheet("What's on", [["Activity", "Day", "Time", "Venue"], ["Peep", "Monday", "10-11am", "Kingsway"]])
            .Sheet("Rota", [["Name", "Monday", "Tuesday"], ["Jo Sample", "9-5", "9-5"], ["Priya Example", "", "9-5"]])
            .Bytes());

        Assert.Equal(["Peep"], file.Titles);
        Assert.EndsWith("no timetables and so not read: \"Rota\" (may be a list of people)", file.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Example")]
    [InlineData("Planning")]
    [InlineData("Proposed")]
    [InlineData("Ideas")]
    [InlineData("WIP")]
    [InlineData("Previous")]
    [InlineData("Last year")]
    [InlineData("Copy of timetable")]
    [InlineData("Waiting list")]
    [InlineData("2025")]
    [InlineData("Autumn 2025")]
    [InlineData("Timetable 2025")]
    public void A_sheet_that_is_a_draft_or_old_is_given_back(string sheet) => Assert.Equal(
        ["Heading2 heading-stops-sessions"],
        WholeFile.Of(new WorkbookFile().Sheet(sheet, [["Activity", "Day", "Time", "Venue"], ["Peep", "Monday", "10-11am", "Kingsway"]]).Bytes()).GivenBack);

    [Theory]
    [InlineData("Autumn 2026")]
    [InlineData("2025-26")]
    [InlineData("Winter 2025")]
    [InlineData("Spring 2027")]
    [InlineData("Planning for baby")]
    public void A_sheet_of_this_year_or_of_a_subject_is_read(string sheet) =>
        Assert.Equal(["Peep"], WholeFile.Of(new WorkbookFile().Sheet(sheet, [["Activity", "Day", "Time", "Venue"], ["Peep", "Monday", "10-11am", "Kingsway"]]).Bytes()).Titles);

    [Theory]
    [InlineData("SUMMARY:Busy")]
    [InlineData("SUMMARY:Dentist")]
    [InlineData("SUMMARY:Jo WFH")]
    [InlineData("SUMMARY:Sue - annual leave")]
    [InlineData("SUMMARY:Stay and Play (Sue to cover)")]
    [InlineData("SUMMARY:Song\r\nX-MICROSOFT-CDO-BUSYSTATUS:OOF")]
    [InlineData("SUMMARY:Song\r\nX-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE")]
    public void An_entry_of_somebodys_own_calendar_is_not_shown(string properties) => Assert.Equal(
        ["Peep", "Yoga", "Rhyme"],
        WholeFile.Of($"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{Event(1, "SUMMARY:Peep")}{Event(2, "SUMMARY:Yoga\r\nX-MICROSOFT-CDO-BUSYSTATUS:BUSY")}{Event(3, "SUMMARY:Rhyme")}{Event(4, properties)}END:VCALENDAR\r\n", "a.ics").Titles);

    private static string Event(int uid, string properties) => $"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART:2026091{uid}T100000\r\nDTEND:2026091{uid}T110000\r\nLOCATION:Kingsway\r\n{properties}\r\nEND:VEVENT\r\n";
}
