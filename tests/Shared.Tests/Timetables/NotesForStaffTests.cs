namespace HubAutomation.Shared.Tests.Timetables;

/// <summary>What notes say for staff reaches no family: who comes, whose health or door code it is, and sessions that are not for the public.</summary>
public sealed class NotesForStaffTests
{
    [Theory]
    [InlineData("Leo has asthma")]
    [InlineData("Noah is allergic to nuts")]
    [InlineData("Amelia needs a wheelchair")]
    [InlineData("Remember Noah's EpiPen")]
    [InlineData("Bring Noah’s medication")]
    [InlineData("Amelia (3), Noah (2)")]
    [InlineData("Amelia, Noah and Zofia")]
    [InlineData("Booked: Amelia, Noah, Zofia")]
    [InlineData("Register: Amelia, Noah")]
    [InlineData("Child: Amelia")]
    [InlineData("Amelia + mum")]
    [InlineData("Jones family coming")]
    [InlineData("Khan twins")]
    [InlineData("Mum has PND")]
    [InlineData("Family under CP plan")]
    [InlineData("Restraining order - dad must not collect")]
    [InlineData("Non-molestation order in place")]
    [InlineData("Dad not allowed on site")]
    [InlineData("Do not let father collect")]
    [InlineData("Twins born 12/3/26")]
    [InlineData("EDD 4/2/27")]
    [InlineData("Smith, Karen")]
    [InlineData("karen jones")]
    [InlineData("KAREN JONES")]
    [InlineData("Led by Mrs Khan")]
    [InlineData("Dr Khan")]
    [InlineData("PC Smith will attend")]
    [InlineData("Sue off sick until January")]
    [InlineData("Jo to open up")]
    [InlineData("Social worker to attend")]
    [InlineData("Key safe 4821")]
    [InlineData("Door code 4821#")]
    [InlineData("Alarm code C1234")]
    [InlineData("Code for door 1234")]
    [InlineData("Password: baby2026")]
    [InlineData("Join at https://zoom.us/j/99123?pwd=abc")]
    [InlineData("Thanks, Jo")]
    public void A_note_about_somebody_is_kept_from_families_and_asked_about(string note)
    {
        var file = WholeFile.WithColumn("Notes", note);
        Assert.Equal([""], file.Descriptions);
        Assert.Contains("2 note-about-people", string.Concat(file.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Songs and stories from The Very Hungry Caterpillar by Eric Carle with snacks and crafts for all the family")]
    [InlineData("Stories and songs. Based on The Gruffalo by Julia Donaldson. Please bring a drink.")]
    [InlineData("A story by Nadia Shireen, read together")]
    [InlineData("Cook a Jamie Oliver recipe together")]
    [InlineData("Coffee with the Sue Ryder team and Marie Curie nurses")]
    [InlineData("Funded by the Henry Smith Charity and Joseph Rowntree Foundation")]
    [InlineData("Advice from Emma's Diary and Thomas Coram on feeding")]
    [InlineData("My baby and me time.")]
    [InlineData("For families with a child protection plan or child in need plan.")]
    [InlineData("Come and meet Mr Tumble")]
    [InlineData("Bring your child's inhaler if your child has asthma")]
    [InlineData("Health visitor attending on the first session")]
    [InlineData("Songs, rhymes and stories")]
    [InlineData("Whole family welcome")]
    [InlineData("For parents of twins")]
    [InlineData("Nurse led clinic")]
    [InlineData("Access by the side door. Room 204")]
    [InlineData("Babies born after 1 September")]
    public void A_note_to_families_stays(string note) => Assert.Equal([note], WholeFile.WithColumn("Notes", note).Descriptions);

    [Theory]
    [InlineData("Do not publish")]
    [InlineData("DRAFT")]
    [InlineData("Draft.")]
    [InlineData("Not for publication")]
    [InlineData("Don't put on website")]
    [InlineData("Please don't share yet")]
    [InlineData("Staff only")]
    [InlineData("Internal use only")]
    [InlineData("Confidential")]
    [InlineData("Private session")]
    [InlineData("Invite only")]
    [InlineData("Professionals only")]
    [InlineData("Not open to the public")]
    [InlineData("Room hire")]
    [InlineData("Bring a mat. This is not for the website, staff only")]
    [InlineData("Songs and play - do not advertise")]
    public void A_session_that_is_not_for_families_is_given_back(string note)
    {
        var file = WholeFile.WithColumn("Notes", note);
        Assert.Empty(file.Sessions);
        Assert.Equal(["Description2 not-to-be-shown"], file.GivenBack);
    }

    [Theory]
    [InlineData("Please do not share toys")]
    [InlineData("Car park for staff only")]
    [InlineData("A private space to feed your baby")]
    [InlineData("Draft proofing advice")]
    [InlineData("Open to the public")]
    [InlineData("Test your hearing")]
    public void Other_uses_of_these_words_stay(string note) => Assert.Equal([note], WholeFile.WithColumn("Notes", note).Descriptions);

    [Theory]
    [InlineData("First Contact Physio Clinic")]
    [InlineData("Child Contact Centre Open Day")]
    [InlineData("Contact Centre Open Day")]
    [InlineData("On Call Midwife")]
    [InlineData("Parent Contact Group")]
    [InlineData("Skin to Skin Contact Workshop")]
    [InlineData("Roll Call Football")]
    [InlineData("Phone Photography")]
    [InlineData("Ring Road Walkers")]
    [InlineData("Speak to Me Sign Class")]
    [InlineData("Christmas Fair - one off")]
    [InlineData("No Screens Club")]
    [InlineData("Nits Off")]
    [InlineData("Inset Day Fun")]
    [InlineData("Inset Day Club")]
    [InlineData("Home Visit Information Session")]
    public void Good_names_are_not_cut_and_not_given_back(string title) => Assert.Equal([title], WholeFile.Of($"Title,Day,Time,Place\n{title},Monday,10-11am,Kingsway Family Hub\n").Titles);

    [Theory]
    [InlineData("Yoga contact Karen", "Yoga")]
    [InlineData("Yoga - call Sue on 07700 900123", "Yoga")]
    [InlineData("Yoga (Leader: Pat)", "Yoga")]
    public void Who_is_to_be_called_leaves_the_name(string title, string families) => Assert.Equal([families], WholeFile.Of($"Title,Day,Time,Place\n{title},Monday,10-11am,Kingsway Family Hub\n").Titles);

    [Theory]
    [InlineData("No yoga")]
    [InlineData("Yoga off")]
    [InlineData("Inset day")]
    [InlineData("Home visit - Jones")]
    public void What_is_no_session_is_still_given_back(string title) => Assert.Empty(WholeFile.Of($"Title,Day,Time,Place\n{title},Monday,10-11am,Kingsway Family Hub\n").Titles);
}
