namespace HubAutomation.Chaos.Mail;

/// <summary>What was sent through a service that fails, and what of it the service accepted.</summary>
/// <param name="Recipients">Who should get the mail.</param>
/// <param name="Lost">How many of them did not.</param>
/// <param name="Doubled">Mails that the service had accepted before, by its own count.</param>
/// <param name="Faults">Requests that the service failed.</param>
internal sealed record MailReport(int Seed, int Kills, int Recipients, int Lost, int Doubled, int Faults)
    : ChaosReport("mail", Seed, Kills)
{
    public override bool IsClean => Lost + Doubled == 0 && Recipients > 0 && Faults > 0;
}
