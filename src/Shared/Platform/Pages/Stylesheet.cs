using System.Security.Cryptography;
using System.Text;

namespace HubAutomation.Shared.Platform.Pages;

/// <summary>
/// The one style sheet, inside each page so that a saved or mailed page looks the same. The measures follow the GOV.UK Design System,
/// with Arial instead of its typeface and without the crown, which are kept for central government.
/// </summary>
internal static class Stylesheet
{
    /// <summary>What stands between the tags.</summary>
    public const string Text =
        """

        *, *::before, *::after { box-sizing: border-box; }
        html { background: #f3f2f1; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
        body { margin: 0; background: #fff; color: #0b0c0c; font: 1.1875rem/1.4 Arial, Helvetica, sans-serif; overflow-wrap: break-word; }
        .width { max-width: 65rem; margin: 0 auto; padding: 0 1rem; }
        a { color: #1a65a6; text-underline-offset: .15em; }
        a:visited { color: #4c2c92; }
        a:hover { color: #003078; text-decoration-thickness: .15em; }
        a:focus-visible { outline: 3px solid transparent; background: #fd0; color: #0b0c0c; box-shadow: 0 -2px #fd0, 0 4px #0b0c0c; text-decoration: none; }
        .skip { position: absolute; left: -999em; }
        .skip:focus { position: static; display: block; padding: .75rem 1rem; }
        .hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
        .bar { background: #12324a; color: #fff; padding: .75rem 0; border-bottom: .5rem solid #00703c; }
        .bar p { margin: 0; }
        .service { font-size: 1.5rem; font-weight: 700; }
        .council { font-size: 1rem; }
        footer { background: #f3f2f1; border-top: 1px solid #b1b4b6; padding: 1rem 0; font-size: 1rem; }
        main { display: block; padding-bottom: 3rem; }
        .notice { margin: 1rem 0 0; padding: .5rem .75rem; border: 3px solid #0b0c0c; font-weight: 700; }
        .back { margin: 1rem 0 0; font-size: 1rem; }
        .back a { display: inline-block; padding: .25rem 0; }
        .back a::before { content: "\2039\00a0"; }
        h1 { font-size: 2.5rem; line-height: 1.1; margin: 1.5rem 0 1rem; }
        h2 { font-size: 1.75rem; line-height: 1.15; margin: 2.5rem 0 .75rem; padding-top: .75rem; border-top: 2px solid #12324a; }
        h3 { font-size: 1.25rem; margin: 1.5rem 0 .5rem; }
        p { margin: 0 0 1rem; }
        ul { margin: 0 0 1rem; padding-left: 1.25rem; }
        li { margin-bottom: .25rem; }
        .lead { font-size: 1.375rem; }
        .small, th p { font-size: 1rem; }
        .days { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0 0 1rem; padding: 0; list-style: none; }
        .days a, .links a { display: inline-block; padding: .2rem 0; }
        .key { border-left: .625rem solid #b1b4b6; padding: .25rem 0 .25rem 1rem; margin: 1.5rem 0; }
        .key p:last-child, .key ul:last-child { margin-bottom: 0; }
        .url { overflow-wrap: anywhere; }
        table { width: 100%; border-collapse: collapse; table-layout: fixed; margin: 0 0 1rem; }
        th, td { text-align: left; vertical-align: top; padding: .6rem .75rem .6rem 0; border-bottom: 1px solid #b1b4b6; font-weight: 400; }
        thead th { font-weight: 700; border-bottom: 2px solid #0b0c0c; }
        th p, td p { margin: .25rem 0 0; }
        td p:first-child, td ul { margin-top: 0; }
        td ul { margin-bottom: 0; }
        .w-time { width: 17%; } .w-what { width: 33%; } .w-where { width: 20%; } .w-ages { width: 13%; } .w-how { width: 17%; }
        .time { font-weight: 700; }
        .runs { font-weight: 700; }

        form { margin: 0 0 2rem; }
        fieldset { border: 0; margin: 0 0 1.5rem; padding: 0; min-width: 0; }
        legend, label.head { display: block; font-weight: 700; margin: 0 0 .25rem; padding: 0; }
        .measure legend { font-size: 1.375rem; }
        .hint { color: #505a5f; margin: 0 0 .625rem; }
        .field { margin: 0 0 1.5rem; }
        .field.wrong { border-left: .3125rem solid #d4351c; padding-left: .9375rem; }
        .error { color: #d4351c; font-weight: 700; margin: 0 0 .625rem; }
        .summary { border: .3125rem solid #d4351c; padding: 1rem 1.25rem; margin: 1.5rem 0; }
        .summary h2, .panel h2 { border: 0; margin: 0 0 .5rem; padding: 0; font-size: 1.5rem; }
        .summary p:last-child { margin: 0; }
        .summary a { color: #d4351c; font-weight: 700; }
        .panel { background: #00703c; color: #fff; padding: 1.5rem 1.25rem; margin: 1.5rem 0; }
        .panel p:last-child { margin: 0; }
        input[type=email], input[type=text] { font: inherit; width: 100%; max-width: 30rem; padding: .3125rem; border: 2px solid #0b0c0c; border-radius: 0; }
        input.short { max-width: 12rem; }
        textarea { font: inherit; display: block; width: 100%; max-width: 45rem; padding: .3125rem; border: 2px solid #0b0c0c; border-radius: 0; }
        input[type=file] { font: inherit; width: 100%; padding: 2rem 1rem; border: 2px dashed #505a5f; background: #f8f8f8; color: inherit; }
        input:focus-visible, textarea:focus-visible, button:focus-visible { outline: 3px solid #fd0; outline-offset: 0; box-shadow: inset 0 0 0 2px #0b0c0c; }
        .choice { display: flex; align-items: flex-start; gap: .75rem; margin: 0 0 .625rem; }
        .choice input { flex: none; width: 1.75rem; height: 1.75rem; margin: 0; accent-color: #0b0c0c; }
        .choice label { padding-top: .1rem; }
        button { font: inherit; font-weight: 700; padding: .5rem 1rem .4375rem; border: 2px solid transparent; border-radius: 0; background: #00703c; color: #fff; box-shadow: 0 2px 0 #002d18; cursor: pointer; }
        button:hover { background: #005a30; }
        button.second { background: #f3f2f1; color: #0b0c0c; box-shadow: 0 2px 0 #929191; }
        button.second:hover { background: #dbdad9; }
        .buttons { display: flex; flex-wrap: wrap; gap: 1rem; }
        .w-row { width: 22%; } .w-says { width: 28%; }

        .w-measure { width: 30%; } .w-figure { width: 18%; } .w-target { width: 18%; } .w-before { width: 15%; } .w-from { width: 19%; }
        .fact { margin-bottom: .25rem; }
        .tag { display: inline-block; padding: 0 .5rem; border: 1px solid #0b0c0c; font-weight: 700; }
        .tag.good { background: #cce2d8; } .tag.near { background: #fff7bf; } .tag.off { background: #f4cdc6; }
        .numbers td, .numbers thead th + th { text-align: right; }
        .chart { display: inline-block; vertical-align: top; width: 29rem; max-width: 100%; margin: 1rem 1.5rem 1rem 0; }
        .chart svg { display: block; width: 100%; height: auto; }
        figcaption { font-size: 1rem; }
        details { margin: 0 0 1rem; }
        summary { padding: .5rem 0; cursor: pointer; color: #1a65a6; }
        summary h3 { display: inline; margin: 0; text-decoration: underline; text-underline-offset: .15em; }
        summary span { color: #0b0c0c; }
        summary:focus-visible { outline: 3px solid transparent; background: #fd0; color: #0b0c0c; box-shadow: 0 -2px #fd0, 0 4px #0b0c0c; }
        dl { margin: 0 0 1rem; }
        dt { font-weight: 700; }
        dd { margin: 0 0 .75rem; }

        @media screen and (max-width: 48rem) {
          h1 { font-size: 2rem; }
          thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
          table, tbody, tr, td, tbody th { display: block; width: auto; }
          tr { border: 1px solid #b1b4b6; border-left: .375rem solid #12324a; margin: 0 0 1rem; padding: .5rem .75rem; }
          td, tbody th { border: 0; padding: .2rem 0; }
          td[data-label]::before { content: attr(data-label) ": "; font-weight: 700; }
          td[data-label] p:first-child { display: inline; }
          .numbers td { text-align: left; }
          .chart { width: 100%; margin: 1rem 0; }
        }

        @media print {
          @page { size: A4 portrait; margin: 14mm 12mm 16mm; @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 9pt Arial, sans-serif; } }
          html { background: #fff; }
          body { font-size: 9.5pt; line-height: 1.25; }
          nav, .skip, .screen, footer { display: none; }
          .bar { background: none; color: #000; padding: 0 0 2mm; border-bottom: 1.5pt solid #000; }
          .width { max-width: none; padding: 0; }
          .service { font-size: 13pt; }
          .council, .small, th p { font-size: 8.5pt; }
          .notice { margin-top: 3mm; padding: 1mm 2mm; border-width: 1.5pt; }
          h1 { font-size: 20pt; margin: 4mm 0 2mm; }
          h2 { font-size: 13pt; margin: 5mm 0 1mm; padding-top: 0; border: 0; }
          h3 { font-size: 11pt; margin: 3mm 0 1mm; }
          h1, h2, h3, caption { break-after: avoid; }
          .lead { font-size: 11pt; margin-bottom: 2mm; }
          .key { margin: 3mm 0; padding: 0 0 0 3mm; border-left-width: 1.5mm; }
          thead { display: table-header-group; }
          tr, li, .key { break-inside: avoid; }
          thead, tbody tr:first-child { break-before: avoid; }
          th, td { padding: .8mm 2mm .8mm 0; border-color: #555; }
          th p, td p { margin-top: .3mm; }
          a { color: #000; text-decoration: none; }
          td a[href]::after { content: " " attr(href); font-size: 8pt; overflow-wrap: anywhere; }
          .w-time { width: 15%; } .w-what { width: 32%; } .w-where { width: 18%; } .w-how { width: 22%; }
          main { padding: 0; }
          .sheet { break-before: page; }
          .chart { width: 84mm; margin: 3mm 4mm 2mm 0; break-inside: avoid; }
          figcaption { font-size: 8.5pt; }
          dt { break-after: avoid; }
          dd { margin-bottom: 1.5mm; }
        }

        """;

    /// <summary>Names this style sheet in a content security policy, which then allows it and no other (CSP Level 3, 2.3.1).</summary>
    public static readonly string PolicySource = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}'";
}
