using System.Globalization;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Formats.Edi;
using IntegrationActors.Formats.Edi.Grammars;
using IntegrationActors.Formats.EdiSplitting;
using IntegrationActors.Formats.EdiValidation;
using IntegrationActors.Steps.Edi;

namespace IntegrationActors.Steps.Splitting;

/// <summary>Splits an interchange into interchanges of one message. The whole is checked before the first part goes out; it is read again for the parts, and once more for the acknowledgement.</summary>
internal sealed class EdiSplitPlan(EdiSplitOptions options, IStepContext context) : ISplitPlan
{
    private const int Described = 5;

    private const string NoneWentOut = "none of them went out";

    private readonly IReadOnlyList<EdiGrammar> _grammars = EdiGrammars.Load(options.Grammars, context);

    private IStepContext Context => context;

    private string? InterchangeNumbers => options.InterchangeNumbers;

    private string? GroupNumbers => options.GroupNumbers;

    private FunctionalAcknowledgement Functional => options.FunctionalAcknowledgement;

    public ValueTask<ISplitSource> OpenAsync(Exchange exchange, CancellationToken cancel)
    {
        var interchanges = Inspect(exchange.Body, cancel);
        return interchanges.All(interchange => interchange is { RefusesAll: true, IsAcknowledged: false })
            ? throw Refused(interchanges[0].Inspection, NoneWentOut)
            : new(new Source(this, exchange, interchanges));
    }

    private Interchange[] Inspect(Payload body, CancellationToken cancel)
    {
        using var edi = body.OpenRead();
        var validation = new EdiValidatorOptions { Reading = options.Input.Reading(body), Grammars = _grammars, AllowUnknownMessages = options.UnknownMessages == UnknownMessages.Accept };
        return [.. EdiInspection.All(edi, validation, cancel).Select(Decide)];
    }

    private Interchange Decide(EdiInspection inspection) => new(
        inspection,
        RefusesAll: options.Transaction == EdiTransaction.Interchange && inspection.Refused > 0,
        IsAcknowledged: options.Acknowledgement == EdiAcknowledging.Always || (options.Acknowledgement == EdiAcknowledging.OnRequest && inspection.Envelope.AsksForAcknowledgement));

    private static FaultException Refused(EdiInspection inspection, string others) => new(
        "IA3499",
        Fault.Cut(string.Create(CultureInfo.InvariantCulture, $"{inspection.Refused} of {inspection.Messages} messages of the interchange are invalid, and {others}: {inspection.Describe(Described)}")),
        "Have the sender corrected; with an acknowledgement the sender is told.");

    private async ValueTask<string?> NumberAsync(string? range, CancellationToken cancel) => range is null ? null : await context.Stores.NumberRanges.NextAsync(range, cancel);

    /// <summary>What becomes of an interchange.</summary>
    private sealed record Interchange(EdiInspection Inspection, bool RefusesAll, bool IsAcknowledged)
    {
        public long Parts => (RefusesAll ? 0 : Inspection.Messages - Inspection.Refused) + (IsAcknowledged ? 1 : 0);
    }

    private sealed class Source(EdiSplitPlan plan, Exchange exchange, IReadOnlyList<Interchange> interchanges) : ISplitSource
    {
        private EdiPartReader? _parts;
        private int _at;

        public Fault? Failure { get; private set; }

        public int? Count => (int)long.Min(int.MaxValue, interchanges.Sum(interchange => interchange.Parts));

        public async ValueTask<SplitPart?> NextAsync(CancellationToken cancel)
        {
            while (_at < interchanges.Count)
            {
                var current = interchanges[_at];
                if (!current.RefusesAll)
                {
                    _parts ??= new EdiPartReader(exchange.Body.OpenRead(), current.Inspection, cancel);
                    if (_parts.MoveNext())
                    {
                        return await PartAsync(_parts, cancel);
                    }
                }

                Leave(current);
                if (current.IsAcknowledged)
                {
                    return await AcknowledgementAsync(current, cancel);
                }
            }

            return null;
        }

        public ValueTask DisposeAsync()
        {
            _parts?.Dispose();
            return default;
        }

        private void Leave(Interchange interchange)
        {
            _at++;
            _parts?.Dispose();
            _parts = null;
            if (interchange.Inspection.Refused > 0)
            {
                Tell(interchange);
            }
        }

        private async ValueTask<SplitPart?> PartAsync(EdiPartReader parts, CancellationToken cancel)
        {
            var interchange = await plan.NumberAsync(plan.InterchangeNumbers, cancel);
            var group = parts.HasGroup ? await plan.NumberAsync(plan.GroupNumbers, cancel) : null;
            await using var writer = new PayloadWriter(plan.Context.Spool);
            parts.Write(writer, interchange, group);
            var envelope = parts.Envelope with { Reference = interchange ?? parts.Envelope.Reference, GroupReference = group ?? parts.Envelope.GroupReference };
            return new SplitPart(writer.ToPayload(exchange.Body.Encoding)) { Headers = [.. HeadersOf(envelope), new(EdiHeaders.Acknowledgement, "false")] };
        }

        private async ValueTask<SplitPart?> AcknowledgementAsync(Interchange interchange, CancellationToken cancel)
        {
            var number = await plan.NumberAsync(plan.InterchangeNumbers, cancel);
            await using var writer = new PayloadWriter(plan.Context.Spool);
            await using var edi = exchange.Body.OpenRead();
            var acknowledgement = new EdiAcknowledgement(interchange.Inspection, interchange.RefusesAll, number, exchange.Time.GetUtcNow()) { Functional = plan.Functional };
            acknowledgement.Write(edi, writer, cancel);
            var whole = interchange.Inspection.Envelope;
            var envelope = new EdiEnvelope
            {
                Standard = whole.Standard,
                Sender = whole.Receiver,
                SenderQualifier = whole.ReceiverQualifier,
                Receiver = whole.Sender,
                ReceiverQualifier = whole.SenderQualifier,
                Reference = number ?? whole.Reference,
                MessageType = whole.Standard == EdiStandard.Edifact ? "CONTRL" : plan.Functional == FunctionalAcknowledgement.Set999 ? "999" : "997",
            };
            return new SplitPart(writer.ToPayload(exchange.Body.Encoding)) { Headers = [.. HeadersOf(envelope), new(EdiHeaders.Acknowledgement, "true")] };
        }

        // Whoever gets the acknowledgement knows of it; otherwise the step fails once all others ran.
        private void Tell(Interchange interchange)
        {
            var fault = Refused(interchange.Inspection, interchange.RefusesAll ? NoneWentOut : "the others went out").Fault;
            if (interchange.IsAcknowledged)
            {
                exchange.Log.IntermediateError = true;
                plan.Context.WriteLog(exchange, LogSeverity.Warning, fault.Message);
            }
            else
            {
                Failure ??= fault;
            }
        }

        private static IEnumerable<KeyValuePair<string, string?>> HeadersOf(EdiEnvelope envelope) =>
            envelope.Headers().Select(header => KeyValuePair.Create(header.Key, header.Value.Length == 0 ? null : header.Value));
    }
}
