using System.Collections.Frozen;

namespace HubAutomation.Shared.Timetables.Vocabulary;

/// <summary>Words of which names of activities, and of places where they are, are made. No person is called so.</summary>
internal static class ActivityWords
{
    private static readonly FrozenSet<string> All = """
        a and at by for from in into of on or our the to up us we with you your
        activities activity adult adults advice after afternoon all antenatal aqua art arts autism autumn awareness babies baby ballet bank basic bears bees beginners beginnings big bingo birds birth book books bookbugs boogie boost bounce
        bouncers boys breakfast breastfeeding bright bugs builders bumps butterflies cafe café calm care carer carers caterpillars catch centre center chapel chat chatter chatterbox chatterboxes check chess child childcare childminder childminders children childrens chill
        choir christmas church circle circus class classes clay clinic club clubs coding coffee communication community connect conversation cook cookery cooking corner court course courses craft crafts crafty crawlers creative creativity
        cubs dad dads dance dancing day debt den dental development digital disco discover discovery dot dotty drama drawing drop drumming ducklings eat eaters eating eats employment english enrichment esol evening event events exercise explore explorers
        faces family families fathers feeding feet festival film finance first fit fitness food football forest forum free friday friends friendship fun gamers games garden gardening gentle giggle giggles girls grandparents group groups growing guitar gym gymnastics
        half hall hands happy healing health healthy help holiday home homestart homework hour house hub ict imagination infant infants introduction it jingles jitterbugs job jobs jolly journey juggle jumping junior juniors keep kids kitchen knit knitting
        language lap learn learners learning lego library lights link listening literacy little lodge lounge lullabies lunch lunchtime magic make makers making massage maternity maths meals meditation meet mental messy midwife midwives milk mindful mindfulness mini minis
        monday money monkeys morning mornings mother mothers movement movers mum mums music musical natter nature new newborn next nct numeracy nurse nursery nurture nutrition open outdoor outreach paediatric paint painting pad parent parenting parents park party peep penguins pals physio
        picnic pilates play players playgroup playtime poetry postnatal pottery practice pram preparation preschool project programme pre puppet puppets quiet quilting quiz rainbow rainbows reading ready relax relaxation resilience rhyme rhymes rhymetime rhythm rising roar robins rocket room
        rugby run running safari safety saturday saturdays school science scouts self senior seniors sensory service services session sessions sew sewing sign signing sing singalong singing skills sleep slings snack soccer social soft sounds space sparkle sparkles speech splash sport sports spot spring
        squad stars starters start stay steps sticky stomp stories story storytelling storytime strong studio summer sunday sunshine superstars support surgery swim swimming swimmers swing table taekwondo tai taster tea teen teens tennis term theatre theraplay therapy thursday tigers time times tiny tots tot toddle
        toddler toddlers together tales training treasure triple trust tuesday tumble tunes twins under upton valley vibes visitor volunteer waddlers walk walkers walking walks watercolour weaning wednesday weekly weigh welcome wellbeing wiggle wiggles winter women womens wonder work workshop workshops world wriggle
        wrigglers writing years yoga young youth zone zumba
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>True for such a word.</summary>
    public static bool Contains(string word) => All.Contains(word);
}
