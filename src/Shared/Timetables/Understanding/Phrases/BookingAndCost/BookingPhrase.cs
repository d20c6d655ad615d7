using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases.BookingAndCost;

/// <summary>
/// Reads whether and how to book: "drop in", "no need to book", "booking essential", "referral only", "book via https://…". Works by
/// signal words, because people's names and numbers stand between them; these are never kept.
/// </summary>
internal static class BookingPhrase
{
    private static readonly string[] BookWords =
    [
        "book", "booking", "bookings", "booked", "prebook", "prebooked", "prebooking", "appointment", "appointments", "register", "registration", "ticket", "tickets", "eventbrite", "reserve",
    ];

    private static readonly string[] FillerWords =
    [
        "please", "is", "are", "to", "a", "an", "the", "your", "you", "place", "places", "space", "via", "by", "on", "in", "at", "just", "come", "along", "need", "needed", "no", "not", "required",
        "essential", "necessary", "advised", "recommended", "preferred", "advance", "online", "only", "must", "be", "pre", "or", "and", "welcome", "turn", "up", "dont", "do", "we", "of", "session",
        "sessions", "required", "call", "ring", "phone", "text", "email", "website", "app", "page", "through", "limited", "yes", "advisable", "encouraged", "free", "for", "this", "with", "hub",
    ];

    private static readonly string[] AfterDropIn =
    [
        "session", "sessions", "group", "groups", "class", "classes", "clinic", "clinics", "event", "activity", "play", "only", "welcome", "basis", "anytime", "any", "or", "and", "no", "free", "between",
        "from", "style", "all", "available", "is", "are", "as", "so", "booking", "advice", "support", "where",
    ];

    private static readonly string[] AfterBook =
        ["online", "via", "through", "at", "now", "by", "in", "on", "here", "if", "please", "with", "before", "early", "ahead", "first", "and", "using", "call", "ring", "contact", "email", "text", "see"];

    private static readonly string[] AfterBooking =
        ["is", "are", "essential", "required", "needed", "necessary", "recommended", "advised", "advisable", "preferred", "encouraged", "optional", "not", "only", "via", "online", "through", "by", "in", "must", "call", "ring", "contact", "email", "please", "opens", "link", "isnt", "unnecessary", "or", "and"];

    private static readonly IReadOnlyList<string> Vocabulary =
        [.. BookWords, "drop", "dropin", "essential", "required", "necessary", "referral", "no", "need", "to", "recommended", "walk", "in", "turn", "up", "via", "online", "only", "free", "invitation"];

    /// <summary>What a booking column says, or that it cannot be told.</summary>
    public static Understood<Booking> Understand(string text)
    {
        var url = BookingAddress.FindIn(text, out var rest);
        var signals = Signals.Of(Phrase.Of(rest));
        if (KindOf(signals) is { } kind)
            return new Booking(kind, url);
        if (url is not null)
            return new Booking(BookingKind.Required, url);
        if (Bare(text) is { } bare)
            return new Booking(bare);
        return signals.IsYes is { } yes
            ? new Booking(yes ? BookingKind.Required : BookingKind.DropIn)
            : Misunderstanding.Of("booking", text, SpellingRepair.Suggest(text, Vocabulary, t => KindOf(Signals.Of(Phrase.Of(t))) is not null), "Write drop in, booking recommended, booking essential or referral only.");
    }

    // "Recommended" below "Booking", "Call us", "Text or call": the heading says the rest.
    private static BookingKind? Bare(string text)
    {
        var words = Phrase.Of(text).Tokens.Where(t => t.Kind != TokenKind.Symbol).Select(t => t.Text).ToArray();
        return words is ["recommended" or "advised" or "preferred" or "advisable" or "encouraged"] ? BookingKind.Recommended
            : words.Length is > 0 and <= 5 && words.Any(w => w is "call" or "text" or "ring" or "phone" or "email") && Array.TrueForAll(words, w => w is "call" or "text" or "ring" or "phone" or "email" or "or" or "and" or "us" or "the" or "hub" or "please" or "to" or "by") ? BookingKind.Required
            : null;
    }

    /// <summary>The booking that a free text mentions; null when it does not speak of booking.</summary>
    public static Booking? FindIn(string text)
    {
        var url = BookingAddress.FindIn(text, out var rest);
        return KindOf(Signals.Of(Phrase.Of(rest), isFreeText: true)) is { } kind ? new(kind, kind == BookingKind.DropIn ? null : url) : null;
    }

    /// <summary>
    /// True when a text speaks of booking, or of being full, in whatever words: then nobody can say that what the partner's sessions mostly are holds here.
    /// </summary>
    public static bool IsSpokenOf(string text)
    {
        _ = BookingAddress.FindIn(text, out var rest);
        var phrase = Phrase.Of(rest);
        for (var cursor = new Cursor(phrase); !cursor.AtEnd; cursor.At++)
        {
            var (word, before, after) = (cursor.Next.Text, cursor.Peek(-1).Text, cursor.Peek(1));
            var isSpoken = word switch
            {
                "book" => before is not ("a" or "the" or "your" or "picture" or "story" or "favourite" or "this" or "each" or "world") && after.Text is not ("club" or "start" or "week" or "day" or "bug" or "corner" or "swap" or "group" or "share"),
                "full" => after.Kind != TokenKind.Word || after.Text is "waiting" or "up" or "until" or "for" or "now" or "at" or "this" or "no",
                "sold" => after.Text == "out",
                "sign" => after.Text == "up",
                "places" or "spaces" => before is "limited" or "no" || after.Text is "limited" or "left" or "available" or "must",
                "waiting" => after.Text == "list",
                "oversubscribed" or "waitlist" or "waitlisted" or "rsvp" or "enrol" or "enrolment" or "ticketed" or "prebook" or "bookable" or "referral" or "referrals" or "referred" or "invitation" => true,
                _ => BookWords.Contains(word) && word is not ("register" or "registration") || (word is "register" or "registration" && after.Text is "online" or "for" or "in" or "via" or "by" or "at" or "required" or "essential" or "needed"),
            };
            if (isSpoken)
                return true;
        }

        return false;
    }

    /// <summary>True when a text speaks of nothing but booking.</summary>
    public static bool IsOnlyAboutBooking(string text)
    {
        _ = BookingAddress.FindIn(text, out var rest);
        var phrase = Phrase.Of(rest);
        return KindOf(Signals.Of(phrase)) is not null && Array.TrueForAll(phrase.Tokens, t => t.Kind switch
        {
            TokenKind.Word => BookWords.Contains(t.Text) || FillerWords.Contains(t.Text) || t.Text is "drop" or "dropin" or "walk" or "walkin" or "referral" or "referrals" or "referred" or "invitation",
            TokenKind.Symbol => t.Text is not ("£" or "@"),
            _ => false,
        });
    }

    private static BookingKind? KindOf(Signals found)
    {
        if (found.Referral)
            return BookingKind.Referral;
        if (found.Soft)
            return BookingKind.Recommended;
        if (found.NoBooking)
            return BookingKind.DropIn;
        return (found.DropIn, found.Book) switch
        {
            (true, true) => BookingKind.Recommended,
            (true, false) => BookingKind.DropIn,
            (false, true) => BookingKind.Required,
            _ => null,
        };
    }

    /// <summary>The signal words of one text.</summary>
    private readonly record struct Signals(bool DropIn, bool Book, bool NoBooking, bool Soft, bool Referral, bool? IsYes)
    {
        public static Signals Of(Phrase phrase, bool isFreeText = false)
        {
            var found = default(Signals);
            for (var cursor = new Cursor(phrase); !cursor.AtEnd;)
            {
                var at = cursor.At;
                found = isFreeText && !IsAboutBooking(cursor) ? found : found.With(ref cursor);
                cursor.At = Math.Max(cursor.At, at + 1);
            }

            var only = phrase.Tokens.Length > 0 ? phrase.Tokens[0].Text : "";
            // "Yes – ring us" is a yes; "Yes & no" is none.
            var isAlone = Array.TrueForAll(phrase.Tokens, t => t.Kind == TokenKind.Symbol || t.Text == only) || (phrase.Tokens.Length > 2 && phrase.Tokens[1].Text is "-" or "," or "." or ":" or ";" or "!");
            return found with { IsYes = isAlone && only is "yes" or "y" or "required" or "essential" ? true : (isAlone && only is "no" or "n" or "none") || IsNotNeeded(new(phrase)) ? false : null };
        }

        /// <summary>In a free text "share a book", "drop in to our café" and "ask about booking a course" say nothing about booking this session.</summary>
        private static bool IsAboutBooking(Cursor cursor) => cursor.Next.Text switch
        {
            "drop" or "dropin" => IsOfThisSession(cursor) && SkipDropIn(ref cursor) && SaysNoMore(cursor, AfterDropIn),
            "turn" or "pop" or "come" => cursor.Peek(-1).Text is "just" or "simply" && cursor.Peek(2).Text is not ("to" or "at" or "for"),
            "book" or "prebook" => IsAskedFor(cursor) && SaysNoMore(SkipPlace(After(cursor)), AfterBook),
            "booking" or "bookings" or "appointment" or "appointments" => IsOfThisSession(cursor) && SaysNoMore(After(cursor), AfterBooking),
            "pre" => IsOfThisSession(cursor) && SkipBook(ref cursor) && (SaysNoMore(SkipPlace(cursor), AfterBook) || SaysNoMore(cursor, AfterBooking)),
            "referral" => cursor.Peek(1).Text is "only" or "required" or "needed" || cursor.Peek(-1).Text is "by",
            "no" or "not" or "dont" or "without" => true,
            _ => false,
        };

        private static bool SkipDropIn(ref Cursor cursor) =>
            cursor.SkipAll("drop", "in") || cursor.SkipAll("drop", "ins") || cursor.SkipAny("dropin", "dropins");

        /// <summary>"Book a place": what is booked is the session itself, unlike in "book a parenting course".</summary>
        private static Cursor SkipPlace(Cursor cursor)
        {
            var look = cursor;
            _ = look.SkipAny("a", "your", "the", "my");
            _ = look.SkipAny("free");
            return look.SkipAny("place", "places", "space", "spaces", "spot", "slot", "ticket", "tickets", "seat", "appointment") ? look : cursor;
        }

        private static Cursor After(Cursor cursor)
        {
            cursor.At++;
            return cursor;
        }

        /// <summary>"Please book", "book online", but neither "a book" nor "ask how to book the hall".</summary>
        private static bool IsAskedFor(Cursor cursor) =>
            cursor.Peek(-1).Text is "please" or "to" or "must" or "pre" or "-" or "and" or "or" or "then" or "you" || cursor.Peek(-1).Kind == TokenKind.Symbol;

        /// <summary>Not "our drop-in café", "room bookings" or "about booking".</summary>
        private static bool IsOfThisSession(Cursor cursor) =>
            cursor.Peek(-1).Text is not ("our" or "the" or "their" or "your" or "another" or "about" or "room" or "hall" or "party" or "parties" or "venue" or "other" or "of" or "next");

        /// <summary>True when the sentence ends here or goes on with words that are said of booking.</summary>
        private static bool SaysNoMore(Cursor after, string[] words) => after.Next.Kind != TokenKind.Word || words.Contains(after.Next.Text);

        private Signals With(ref Cursor cursor)
        {
            if (cursor.SkipAll("self", "referral") || cursor.SkipAll("self", "refer") || cursor.SkipAll("self", "referrals"))
                return this with { Book = true };
            if (cursor.SkipAll("no", "referral") || cursor.SkipAll("without", "referral"))
                return this;
            if (cursor.SkipAny("ticketed", "tickets"))
                return this with { Book = true };
            if (cursor.SkipAny("referral", "referrals", "referred", "refer", "invite", "invitation", "invited"))
                return this with { Referral = true };
            if (cursor.SkipAll("no", "drop", "in") || cursor.SkipAll("no", "drop", "ins") || cursor.SkipAll("not", "drop", "in") || cursor.SkipAll("not", "a", "drop", "in")
                || cursor.SkipAll("dont", "just", "turn", "up") || cursor.SkipAll("not", "just", "turn", "up") || cursor.SkipAll("not", "turn", "up") || cursor.SkipAll("dont", "turn", "up"))
                return this with { Book = true };
            if (SkipDropIn(ref cursor) || cursor.Skip("walkin") || cursor.SkipAll("walk", "in") || cursor.SkipAll("walk", "ins")
                || cursor.SkipAll("turn", "up") || cursor.SkipAll("come", "along") || cursor.SkipAll("pop", "in") || cursor.SkipAll("just", "come"))
                return this with { DropIn = true };
            if (SkipNoBooking(ref cursor))
                return this with { NoBooking = true };
            if (SkipBook(ref cursor))
                return IsSoft(cursor) ? this with { Soft = true } : IsNotNeeded(cursor) ? this with { NoBooking = true } : this with { Book = true };
            return this;
        }

        /// <summary>"no need to book", "no booking", "don't need to pre-book".</summary>
        private static bool SkipNoBooking(ref Cursor cursor)
        {
            var look = cursor;
            if (!look.SkipAny("no", "not", "dont", "without", "never", "neednt"))
                return false;
            for (var words = 0; words < 5 && !look.AtEnd; words++)
            {
                if (SkipBook(ref look))
                {
                    cursor = look;
                    return true;
                }

                if (!look.SkipAny("need", "needed", "necessary", "required", "requirement", "have", "to", "for", "any", "advance", "a", "you"))
                    return false;
            }

            return false;
        }

        private static bool SkipBook(ref Cursor cursor)
        {
            _ = cursor.SkipAll("pre", "-") || (cursor.Is("pre") && BookWords.Contains(cursor.Peek(1).Text) && cursor.Skip("pre"));
            if (!BookWords.Contains(cursor.Next.Text))
                return false;
            cursor.At++;
            return true;
        }

        /// <summary>"booking advised", "booking is recommended", "book if possible".</summary>
        private static bool IsSoft(Cursor after)
        {
            while (after.SkipAny("is", "in", "advance", "are", "strongly", "highly", "online", "a", "your", "place", "but"))
            {
                // "booking is strongly".
            }

            return after.SkipAny("recommended", "advised", "advisable", "preferred", "encouraged", "suggested", "preferable", "optional") || after.SkipAll("if", "possible") || after.SkipAll("if", "you", "can");
        }

        /// <summary>"booking not required".</summary>
        private static bool IsNotNeeded(Cursor after)
        {
            _ = after.SkipAny("is", "are", "in", "advance");
            _ = after.SkipAny("is", "are");
            return after.SkipAny("not", "isnt", "unnecessary");
        }
    }
}
