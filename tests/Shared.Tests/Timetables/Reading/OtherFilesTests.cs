using HubAutomation.Shared.Timetables.Reading.Rows;

namespace HubAutomation.Shared.Tests.Timetables.Reading;

/// <summary>The wrong sort of file is set aside whole. The people in these are invented.</summary>
public class OtherFilesTests
{
    [Theory]
    [InlineData("Name,Date of birth,Postcode,Session,Date,Attended", "Mia Sample,01/02/2024,WA8 7ZX,Stay and play,07/09/2026,Yes", "a register of people")]
    [InlineData("Session,Date,First name,Surname,Time in", "Peep,07/09/2026,Mia,Sample,10:02", "a register of people")]
    [InlineData("Child's name,Parent/carer name,Session,Day", "Mia,Jo,Peep,Monday", "a register of people")]
    [InlineData("ID,Start time,Completion time,Email,Name,Which session did you come to?", "1,07/09/2026 10:00,07/09/2026 10:05,anonymous,,Peep", "the answers to a survey")]
    [InlineData("Timestamp,Session,Date,How did you hear about us?,What did you like best?,Would you come again?", "07/09/2026 10:00,Peep,07/09/2026,A friend,The songs,Yes", "the answers to a survey")]
    [InlineData("Respondent ID,Collector ID,Start Date,End Date,IP Address,Session,Day", "1,2,07/09/2026,07/09/2026,10.0.0.1,Peep,Monday", "the answers to a survey")]
    [InlineData("Response ID,Session,Day,Time,Venue,Rating,Any other comments", "1,Peep,Monday,10-11am,Kingsway,5,Mia loves it", "the answers to a survey")]
    [InlineData("Timestamp,What is your name?,Which group did you attend?,What day?,How would you rate it?", "2026/09/07 10:00:00 am GMT,Mia Sample,Peep,Monday,5", "the answers to a survey")]
    [InlineData("Name,Mon 7 Dec,Mon 14 Dec,Total", "Amelia Sample,1,1,2", "a register of people")]
    [InlineData("Name,Age,Postcode,7/12,14/12", "Amelia Sample,3,WA8 7ZX,P,P", "a register of people")]
    [InlineData("Name,Week 1,Week 2,Week 3", "Noah Sample,Y,,Y", "a register of people")]
    [InlineData("\"Surname, forename\",Age,Attended 7/12", "\"Sample, Mia\",3,Y", "a register of people")]
    [InlineData(",Monday,Tuesday,Wednesday", "Amelia S,9-3,9-12,", "a register of people")]
    [InlineData("Child,Mon,Tues,Wed", "Mia Sample,am,pm,", "a register of people")]
    [InlineData("Pupil,Class,Day,Time,Venue", "Mia Sample,3B,Monday,10-11am,Kingsway", "a register of people")]
    [InlineData("Title,First,Last,Day,Time,Venue", "Mrs,Mia,Sample,Monday,10am,Kingsway", "a register of people")]
    [InlineData("Family,Day,Time,Venue,Notes", "Sample family,Monday,10am,Kingsway,CP plan", "a register of people")]
    [InlineData("Day,Time,Client,Venue,Worker", "Monday,10-11am,Mia Sample,Kingsway,Jo", "a register of people")]
    [InlineData("Group,Contact,Email,Phone,Address", "Peep,Mia Sample,mia@example.org,07700900123,Kingsway", "a register of people")]
    [InlineData("Name,Session,Date,Time,Venue", "Amelia Sample,Peep,07/12/2026,10-11am,Kingsway\nNoah Sample,Peep,07/12/2026,10-11am,Kingsway", "a register of people")]
    [InlineData("Session,Date,NHS number", "Peep,07/09/2026,943 476 5919", "a register of people")]
    public void A_register_or_a_survey_is_not_read(string headings, string row, string kind)
    {
        var refusal = Assert.IsType<Unreadable>(Given.Open($"{headings}\n{row}\n", "September.csv"));

        Assert.Equal("not-a-timetable", refusal.Rule);
        Assert.StartsWith($"September.csv looks like {kind}, not like a timetable, so nothing in it was read.", refusal.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("Mia", refusal.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Activity,Day,Start time,End time,Venue,Contact,Email,Leader", "Peep,Monday,10:00,11:00,Kingsway,Jo,jo@example.org,Jo")]
    [InlineData("What is it called?,Who is it for?,When is it?,Where is it?,How do I book?,How much does it cost?", "Peep,0-5,Mondays 10-11am,Kingsway,Drop in,Free")]
    [InlineData("ID,Title,Start time,End time,Day,Location", "1,Peep,10:00,11:00,Monday,Kingsway")]
    [InlineData("Name,Day,Time,Gender", "Dads' group,Monday,10-11am,Men")]
    [InlineData("Name,Day,Time,Age", "Lily Pad,Monday,10-11am,0-5")]
    [InlineData("Name,Day,Time,Venue", "Jo Jingles,Monday,10-11am,Kingsway")]
    [InlineData("Activity,Day,Time,Leader surname", "Peep,Monday,10-11am,Sample")]
    [InlineData("Activity,Day,Time,Child,Adult", "Swim,Monday,10-11am,£2,£3")]
    [InlineData("Activity,Day,Time,Attendance", "Peep,Monday,10-11am,Free")]
    [InlineData("Activity,Mon,Tue", "Yoga,9-10am,")]
    public void A_timetable_that_names_a_contact_or_asks_questions_is_read(string headings, string row) =>
        Assert.Single(Given.Read($"{headings}\n{row}\n").Items);

    [Theory]
    [InlineData("Date,Time,Name,Venue,Reason", "07/12/2026,10:00,Amelia Sample,Kingsway,2 year review\n07/12/2026,10:20,Noah Example,Kingsway,weigh in\n07/12/2026,10:40,Zoë Specimen,Kingsway,feeding", "a list of people", "write Activity above the column with the names of the sessions")]
    [InlineData("Subject,Start Date,Start Time", "Amelia Sample - 2 year review,07/12/2026,10:00\nNoah Example (new),07/12/2026,10:20", "a list of people", "write Activity above the column with the names of the sessions")]
    [InlineData("Timestamp,Email Address,Group,Day,Time,Venue,Comments", "20/11/2026 10:00:00,mia@example.org,Peep,Monday,10-11am,Kingsway,Mia loved it", "the answers to a survey", "send it without the columns that the survey made, such as Timestamp and Email address")]
    [InlineData("Event,Date,Start,End", "Case conference - Sample,07/12/2026,10:00,11:00\nSupervision AB,08/12/2026,10:00,11:00\nPeep,09/12/2026,10:00,11:00", "a diary of staff or of rooms", "leave out what is not for families")]
    public void What_is_likely_but_not_certain_is_held_and_asked_about(string headings, string rows, string kind, string wayOut)
    {
        var refusal = Assert.IsType<Unreadable>(Given.Open($"{headings}\n{rows}\n", "September.csv"));

        Assert.Equal($"September.csv may be {kind}. We could not be sure, so nothing in it was read or shown. If it is a timetable, {wayOut}. If it was sent here by mistake, tell the hub team.", refusal.Sentence);
    }

    [Theory]
    [InlineData("a list of people", "write in the title of each event what takes place", "Amelia Sample", "Noah Example - 2 year review", "Zoë Specimen")]
    [InlineData("a list of people", "write in the title of each event what takes place", "Sample, Amelia", "Stay and play", "Example, Noah", "Peep")]
    [InlineData("a diary of staff or of rooms", "leave out what is not for families", "Annual leave", "Supervision", "Stay and play")]
    public void A_calendar_of_appointments_is_held_and_asked_about(string kind, string wayOut, params string[] titles)
    {
        var refusal = Assert.IsType<Unreadable>(Given.Open(Appointments(titles), "diary.ics"));

        Assert.Equal("not-a-timetable", refusal.Rule);
        Assert.Equal($"diary.ics may be {kind}. We could not be sure, so nothing in it was read or shown. If it is a timetable, {wayOut}. If it was sent here by mistake, tell the hub team.", refusal.Sentence);
    }

    [Theory]
    [InlineData("Jo Jingles", "Rhyme time with Amelia", "Stay and play")]
    [InlineData("Amy's Baby Massage", "Lily Pad")]
    [InlineData("Amelia's leaving party", "Stay and play", "Peep", "Annual leave")]
    public void A_calendar_of_sessions_that_bear_names_is_read(params string[] titles) =>
        Assert.Equal(titles.Length, Given.Read(Appointments(titles), "diary.ics").Items.Count());

    [Theory]
    [InlineData("Date,Time,Name,Venue", "07/12/2026,10:00,A. Jones,Kingsway\n07/12/2026,10:30,N. Smith,Kingsway\n07/12/2026,11:00,Z. Kowalska,Kingsway")]
    [InlineData("Date,Time,Name,Venue", "07/12/2026,10:00,Xiao Ling,Kingsway\n07/12/2026,10:30,Oluwaseun Adebayo,Kingsway\n07/12/2026,11:00,Wioletta Wisniewska,Kingsway\n07/12/2026,11:30,Sadhbh O'Rourke,Kingsway")]
    [InlineData("Date,Time,Name,Venue", "07/12/2026,10:00,AJ,Kingsway\n07/12/2026,10:30,N.S.,Kingsway")]
    [InlineData("Date,Time,Name,Venue", "07/12/2026,10:00,Baby Jones,Kingsway\n07/12/2026,10:30,Baby Smith,Kingsway\n07/12/2026,11:00,Mr & Mrs Patel,Kingsway")]
    [InlineData("Date,Time,Activity,Venue", "07/12/2026,10:00,Amelia Sample,Kingsway\n07/12/2026,10:30,Noah Example,Kingsway\n07/12/2026,11:00,Bronagh Specimen,Kingsway")]
    [InlineData("Title,Day,Time,Venue", "Ms A Jones and Leo,Monday,10-11am,Kingsway\nMrs B Khan and Zara,Monday,10-11am,Kingsway")]
    [InlineData("Name,Day,Time,Venue", "Stay and Play,Monday,10-11am,Kingsway\nRhyme Time,Tuesday,10-11am,Kingsway\nLego Club,Friday,10-11am,Kingsway\nAmelia Sample,Monday,1-2pm,Kingsway\nNoah Example,Tuesday,1-2pm,Kingsway")]
    [InlineData("Name,Monday,Tuesday,Wednesday", "Jo Brown,9-5,9-5,\nSue Smith,9-5,,9-5\nPriya Patel,,9-5,9-5")]
    [InlineData("Name,Monday,Tuesday,Wednesday", "Oghenetega,9-5,9-5,\nBronagh,9-5,,9-5")]
    [InlineData("Name,Monday,Tuesday,Wednesday", "Jean,9-12,9-12,\nPat,,1-4,1-4")]
    [InlineData("Time,Monday,Tuesday", "9-12,Jo & Sue,Priya\n1-5,Sue,Jo")]
    [InlineData("Time,Monday,Tuesday,Wednesday", "10.00,Amelia Jones,Noah Smith,Zofia Kowalska\n10.30,Jack Brown,Lily Evans,Mia Khan")]
    [InlineData("Time,Monday,Tuesday", "10.00-10.30,Oluwaseun Adebayo,Sadhbh Kelly\n10.30-11.00,Wioletta Brown,Nnamdi Eze\n11.00-11.30,Ffraid Powell,Xiu Chan")]
    [InlineData("Name,Day,Time,Venue,Role", "Jean,Monday,9-12,Kingsway,Reception\nPat,Tuesday,9-12,Kingsway,Kitchen")]
    public void Names_are_told_by_their_shape_and_by_that_of_the_table(string headings, string rows)
    {
        var refusal = Assert.IsType<Unreadable>(Given.Open($"{headings}\n{rows}\n", "September.csv"));

        Assert.Equal("not-a-timetable", refusal.Rule);
        Assert.StartsWith("September.csv may be a list of people.", refusal.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Name,Day,Time,Venue", "Jo Jingles,Monday,10-11am,Kingsway\nHartbeeps,Tuesday,10-11am,Kingsway\nDaisy Foundation,Friday,10-11am,Kingsway\nMini Mozart,Friday,1-2pm,Kingsway")]
    [InlineData("Group,Day,Time,Venue", "Holly,Monday,9-12,Kingsway\nIvy,Tuesday,9-12,Kingsway\nJasmine,Friday,9-12,Kingsway\nDaisies,Friday,1-3,Kingsway")]
    [InlineData("Title,Day,Time,Venue", "Grace,Monday,9-12,Kingsway\nJoy,Tuesday,9-12,Kingsway\nFaith,Friday,9-12,Kingsway\nHope,Friday,1-3,Kingsway")]
    [InlineData("Names of groups,Day,Time,Venue", "Holly,Monday,9-12,Kingsway\nRosie,Tuesday,9-12,Kingsway\nDaisy,Friday,9-12,Kingsway")]
    [InlineData("Clinic,Date,Time,Venue", "Health visitor drop in,07/12/2026,10-12,Kingsway\nWeigh and play,14/12/2026,10-12,Kingsway")]
    [InlineData("Time,Monday,Tuesday", "10.00,Bright Sparks,Rising Stars\n10.30,Little Explorers,Busy Bees\n11.00,Tiny Tigers,Jumping Beans")]
    [InlineData("Activity,Monday,Tuesday", "Soft Play,9-5,9-5\nToy Library,9-5,9-5")]
    [InlineData("Activity,Day,Time,Venue,Pupils", "Homework Club,Monday,3.30-4.30pm,Kingsway,KS2\nChess,Tuesday,3.30-4.30pm,Kingsway,Years 3-6")]
    [InlineData("Activity,Day,Time,Venue,Service user", "Peep,Monday,10-11am,Kingsway,Parents")]
    [InlineData("Activity,Day,Time,Venue,Patient group", "Peep,Monday,10-11am,Kingsway,Pregnant women")]
    [InlineData("Activity,Parent,Child,Day,Time", "Baby Yoga,£5,Free,Monday,10-11am\nSwim,£4,£2,Tuesday,10-11am")]
    [InlineData("Activity,Day,Time,Venue,Ethnicity", "Peep,Monday,10-11am,Kingsway,All")]
    [InlineData("Activity,Day,Time,Venue,Allergies,Medical", "Cookery Club,Monday,4-5pm,Kingsway,Nut free,None")]
    [InlineData("Activity,Day,Time,Venue", "Interview skills workshop,Monday,10-11am,Kingsway\nChild Protection awareness for parents,Tuesday,10-11am,Kingsway")]
    [InlineData("Activity,Date,Start,End,Facility", "Splash Tots,07/12/2026,10:00,11:00,Kingsway")]
    public void Ordinary_names_and_what_sessions_offer_are_read(string headings, string rows) =>
        Assert.All(Given.Read($"{headings}\n{rows}\n").Items, item => Assert.IsType<TextRow>(item));

    [Theory]
    [InlineData("Visit to Mrs Sample")]
    [InlineData("HV appt Sample")]
    [InlineData("Family Support - Sample family")]
    [InlineData("Family meeting with the Samples")]
    [InlineData("1:1 Jo / Sue")]
    public void An_appointment_of_one_family_is_given_back(string title) =>
        Assert.Equal(["Peep", "Yoga"], WholeFile.Of($"Activity,Day,Time,Venue\nPeep,Monday,10-11am,Kingsway\nYoga,Monday,1-2pm,Kingsway\n{title},Tuesday,10-11am,Kingsway\n").Titles);

    [Theory]
    [InlineData("1:1 breastfeeding support")]
    [InlineData("Yoga - Whole family")]
    [InlineData("Job interview practice")]
    public void What_is_for_every_family_is_not(string title) =>
        Assert.Equal([title], WholeFile.Of($"Activity,Day,Time,Venue\n{title},Tuesday,10-11am,Kingsway\n").Titles);

    private static string Appointments(string[] titles) => "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
        + string.Concat(titles.Select((t, i) => $"BEGIN:VEVENT\r\nUID:{i}\r\nDTSTART:20261207T1{i}0000\r\nDTEND:20261207T1{i}3000\r\nSUMMARY:{t.Replace(",", "\\,", StringComparison.Ordinal)}\r\nEND:VEVENT\r\n"))
        + "END:VCALENDAR\r\n";

    [Fact]
    public void Names_below_Activity_are_what_their_sender_says_they_are() =>
        Assert.Equal(2, Given.Read("Activity,Day,Time\nAmelia Sample,Monday,10-11am\nHolly Lodge,Monday,10-11am\n").Items.Count());

    [Theory]
    [InlineData("Annual leave")]
    [InlineData("Case conference - Sample")]
    [InlineData("Team meeting")]
    public void A_row_of_a_staff_diary_is_given_back_without_its_words(string title)
    {
        var file = WholeFile.Of($"Activity,Day,Time,Venue\nPeep,Monday,10-11am,Kingsway\nYoga,Monday,1-2pm,Kingsway\n{title},Tuesday,10-11am,Nowhere\n");

        Assert.Equal(["Peep", "Yoga"], file.Titles);
        var reject = Assert.Single(file.All.OfType<HubAutomation.Shared.Timetables.Understanding.Rejected>().SelectMany(r => r.Rejects));
        Assert.Equal(("not-for-families", "", null), (reject.Rule, reject.Value, reject.Activity));
    }

    [Fact]
    public void A_register_beside_the_timetable_is_left_out_and_named()
    {
        var file = Given.Read(new WorkbookFile()
            .Sheet("What's on", [["Activity", "Day", "Time"], ["Peep", "Monday", "10-11am"]])
            .Sheet("Register", [["Session", "Date", "First name", "Surname"], ["Peep", "7/9", "Mia", "Sample"]])
            .Bytes(), "autumn.xlsx");

        Assert.Single(file.Items);
        Assert.EndsWith("; no timetables and so not read: \"Register\" (a register of people)", file.FormatNote, StringComparison.Ordinal);
    }
}
