using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.Edi;
using IntegrationActors.Formats.EdiValidation;

namespace IntegrationActors.Formats.EdiSplitting;

/// <summary>What a reading of a whole interchange found, before a part of it goes out: which messages are refused, and why.</summary>
public sealed class EdiInspection
{
    private const int MostInterchanges = 10_000;

    private const int KeptPerMessage = 10;

    private const int KeptInAll = 10_000;

    private readonly Dictionary<long, List<EdiMistake>> _mistakes = [];
    private int _left;

    private EdiInspection(EdiReadingOptions reading, int left) => (Reading, _left) = (reading, left);

    /// <summary>How the interchange is read once more.</summary>
    public EdiReadingOptions Reading { get; }

    /// <summary>The envelopes around the last message.</summary>
    public EdiEnvelope Envelope { get; private set; } = new();

    /// <summary>How many messages there are.</summary>
    public long Messages { get; private set; }

    /// <summary>How many of them are refused.</summary>
    public long Refused => _mistakes.Count;

    /// <summary>Reads a body to its end: an interchange, or several one behind the other.</summary>
    /// <param name="edi">The body; stays open, and allows seeking.</param>
    /// <param name="options">Grammars, encoding and limits.</param>
    /// <param name="cancel">Asked for each block that is read.</param>
    /// <exception cref="FaultException">IA3490 to IA3494: an interchange itself is wrong, or there are too many.</exception>
    public static IReadOnlyList<EdiInspection> All(Stream edi, EdiValidatorOptions options, CancellationToken cancel)
    {
        var all = new List<EdiInspection>();
        EdiPlace? start = options.Reading.Start;
        while (start is { } place)
        {
            if (all.Count == MostInterchanges)
            {
                throw EdiFaults.TooMany(place, "interchanges", MostInterchanges);
            }

            var reading = options.Reading with { Start = place, EndsBehindInterchange = true };
            all.Add(Of(edi, options with { Reading = reading }, all.Count == 0 ? KeptInAll : all[^1]._left, cancel, out start));
        }

        return all;
    }

    /// <summary>The first refused messages and what is wrong with them, for people.</summary>
    public string Describe(int most) => string.Join("; ", _mistakes.OrderBy(message => message.Key).Take(most).Select(message =>
        $"message {message.Key}: {(message.Value.Count == 0 ? "it has mistakes" : $"{message.Value[0].Text} ({message.Value[0].Place})")}"));

    /// <summary>What is wrong with a message, from 1; null when nothing is.</summary>
    internal IReadOnlyList<EdiMistake>? MistakesOf(long message) => _mistakes.GetValueOrDefault(message);

    private static EdiInspection Of(Stream edi, EdiValidatorOptions options, int left, CancellationToken cancel, out EdiPlace? next)
    {
        var inspection = new EdiInspection(options.Reading, left);
        InterchangeCheck? reading = null;
        using var check = reading = new InterchangeCheck(edi, options, mistake => inspection.Add(reading!.Reader.Messages, mistake), cancel);
        while (check.Read())
        {
            // Mistakes report themselves.
        }

        (inspection.Envelope, inspection.Messages) = (check.Reader.Envelope, check.Reader.Messages);
        next = check.Reader.HasMore(out var place) ? place : null;
        return inspection;
    }

    private void Add(long message, EdiMistake mistake)
    {
        if (!_mistakes.TryGetValue(message, out var list))
        {
            _mistakes.Add(message, list = []);
        }

        if (list.Count < KeptPerMessage && _left > 0)
        {
            _left--;
            list.Add(mistake);
        }
    }
}
