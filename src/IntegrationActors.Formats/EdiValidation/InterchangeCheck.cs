using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.Edi;
using IntegrationActors.Formats.Edi.Grammars;

namespace IntegrationActors.Formats.EdiValidation;

/// <summary>Reads an interchange, and checks each message on the way. For one owner.</summary>
internal sealed class InterchangeCheck : IDisposable
{
    private readonly EdiGrammarSet _grammars;
    private readonly bool _allowsUnknown;
    private readonly Action<EdiMistake> _report;
    private MessageCheck? _message;

    public InterchangeCheck(Stream edi, EdiValidatorOptions options, Action<EdiMistake> report, CancellationToken cancel)
    {
        _grammars = new EdiGrammarSet(options.Grammars);
        _allowsUnknown = options.AllowUnknownMessages || _grammars.IsEmpty;
        _report = report;
        Reader = new EdiReader(edi, options.Reading, report, cancel);
    }

    public EdiReader Reader { get; }

    /// <summary>Reads and checks the next segment; false behind the interchange. Behind the trailer of a message, all that is wrong with it has been reported.</summary>
    /// <exception cref="FaultException">The interchange can't be read on.</exception>
    public bool Read()
    {
        if (!Reader.Read())
        {
            return false;
        }

        switch (Reader.Node)
        {
            case EdiNode.Message:
                _message = Begin();
                break;
            case EdiNode.Segment:
                _message?.Segment(Reader.Segment);
                break;
            case EdiNode.MessageEnd:
                _message?.End(Reader.Segment);
                break;
        }

        return true;
    }

    public void Dispose() => Reader.Dispose();

    private MessageCheck? Begin()
    {
        if (_grammars.Find(Reader.Envelope) is { } grammar)
        {
            return new MessageCheck(grammar, (char)Reader.Separators.Decimal, _report);
        }

        if (!_allowsUnknown)
        {
            var name = Reader.Envelope.MessageName;
            _report(new EdiMistake(EdiMistakeKind.UnknownMessage, Reader.Segment.Place, $"there is no grammar for the message {EdiFaults.Shown(name)}; there are {string.Join(", ", _grammars.Names)}", name));
        }

        return null;
    }
}
