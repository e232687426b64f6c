using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.Edi;
using IntegrationActors.Formats.EdiValidation;

namespace IntegrationActors.Formats.EdiSplitting;

/// <summary>What a reading of the whole interchange found, before a part of it goes out: which messages are refused, and why.</summary>
public sealed class EdiInspection
{
    private const int KeptPerMessage = 10;

    private const int KeptInAll = 10_000;

    private readonly Dictionary<long, List<EdiMistake>> _mistakes = [];
    private int _kept;

    private EdiInspection()
    {
    }

    /// <summary>The envelopes around the last message.</summary>
    public EdiEnvelope Envelope { get; private set; } = new();

    /// <summary>How many messages there are.</summary>
    public long Messages { get; private set; }

    /// <summary>How many of them are refused.</summary>
    public long Refused => _mistakes.Count;

    /// <summary>Reads an interchange to its end.</summary>
    /// <param name="edi">The interchange; stays open.</param>
    /// <param name="options">Grammars, encoding and limits.</param>
    /// <param name="cancel">Asked for each block that is read.</param>
    /// <exception cref="FaultException">IA3490 to IA3494: the interchange itself is wrong.</exception>
    public static EdiInspection Of(Stream edi, EdiValidatorOptions options, CancellationToken cancel)
    {
        var inspection = new EdiInspection();
        InterchangeCheck? reading = null;
        using var check = reading = new InterchangeCheck(edi, options, mistake => inspection.Add(reading!.Reader.Messages, mistake), cancel);
        while (check.Read())
        {
            // Mistakes report themselves.
        }

        (inspection.Envelope, inspection.Messages) = (check.Reader.Envelope, check.Reader.Messages);
        return inspection;
    }

    /// <summary>The first refused messages and what is wrong with them, for people.</summary>
    public string Describe(int most) => string.Join("; ", _mistakes.OrderBy(message => message.Key).Take(most).Select(message =>
        $"message {message.Key}: {(message.Value.Count == 0 ? "it has mistakes" : $"{message.Value[0].Text} ({message.Value[0].Place})")}"));

    /// <summary>What is wrong with a message, from 1; null when nothing is.</summary>
    internal IReadOnlyList<EdiMistake>? MistakesOf(long message) => _mistakes.GetValueOrDefault(message);

    private void Add(long message, EdiMistake mistake)
    {
        if (!_mistakes.TryGetValue(message, out var list))
        {
            _mistakes.Add(message, list = []);
        }

        if (list.Count < KeptPerMessage && _kept < KeptInAll)
        {
            _kept++;
            list.Add(mistake);
        }
    }
}
