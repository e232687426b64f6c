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

    private readonly IReadOnlyList<EdiGrammar> _grammars = EdiGrammars.Load(options.Grammars, context);

    private IStepContext Context => context;

    private string? InterchangeNumbers => options.InterchangeNumbers;

    private string? GroupNumbers => options.GroupNumbers;

    public ValueTask<ISplitSource> OpenAsync(Exchange exchange, CancellationToken cancel)
    {
        var reading = options.Input.Reading(exchange.Body);
        using var edi = exchange.Body.OpenRead();
        var validation = new EdiValidatorOptions { Reading = reading, Grammars = _grammars, AllowUnknownMessages = options.UnknownMessages == UnknownMessages.Accept };
        var inspection = EdiInspection.Of(edi, validation, cancel);
        var isAcknowledged = options.Acknowledgement == EdiAcknowledging.Always || (options.Acknowledgement == EdiAcknowledging.OnRequest && inspection.Envelope.AsksForAcknowledgement);
        var refusesAll = options.Transaction == EdiTransaction.Interchange && inspection.Refused > 0;
        if (refusesAll && !isAcknowledged)
        {
            throw Refused(inspection, "none of them went out");
        }

        return new(new Source(this, exchange, inspection) { Reading = reading, RefusesAll = refusesAll, IsAcknowledged = isAcknowledged });
    }

    private static FaultException Refused(EdiInspection inspection, string others) => new(
        "IA3499",
        Fault.Cut(string.Create(CultureInfo.InvariantCulture, $"{inspection.Refused} of {inspection.Messages} messages of the interchange are invalid, and {others}: {inspection.Describe(Described)}")),
        "Have the sender corrected; with an acknowledgement the sender is told.");

    private async ValueTask<string?> NumberAsync(string? range, CancellationToken cancel) => range is null ? null : await context.Stores.NumberRanges.NextAsync(range, cancel);

    private sealed class Source(EdiSplitPlan plan, Exchange exchange, EdiInspection inspection) : ISplitSource
    {
        private EdiPartReader? _parts;
        private bool _isDone;

        public required EdiReadingOptions Reading { get; init; }

        public required bool RefusesAll { get; init; }

        public required bool IsAcknowledged { get; init; }

        public Fault? Failure { get; private set; }

        public int? Count => (int)long.Min(int.MaxValue, (RefusesAll ? 0 : inspection.Messages - inspection.Refused) + (IsAcknowledged ? 1 : 0));

        public async ValueTask<SplitPart?> NextAsync(CancellationToken cancel)
        {
            if (!RefusesAll)
            {
                _parts ??= new EdiPartReader(exchange.Body.OpenRead(), Reading, inspection, cancel);
                if (_parts.MoveNext())
                {
                    return await PartAsync(_parts, cancel);
                }
            }

            if (_isDone)
            {
                return null;
            }

            _isDone = true;
            if (inspection.Refused > 0)
            {
                Tell();
            }

            return IsAcknowledged ? await AcknowledgementAsync(cancel) : null;
        }

        public ValueTask DisposeAsync()
        {
            _parts?.Dispose();
            return default;
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

        private async ValueTask<SplitPart?> AcknowledgementAsync(CancellationToken cancel)
        {
            var number = await plan.NumberAsync(plan.InterchangeNumbers, cancel);
            await using var writer = new PayloadWriter(plan.Context.Spool);
            await using var edi = exchange.Body.OpenRead();
            new EdiAcknowledgement(inspection, RefusesAll, number, exchange.Time.GetUtcNow()).Write(edi, Reading, writer, cancel);
            var whole = inspection.Envelope;
            var envelope = new EdiEnvelope
            {
                Standard = whole.Standard,
                Sender = whole.Receiver,
                SenderQualifier = whole.ReceiverQualifier,
                Receiver = whole.Sender,
                ReceiverQualifier = whole.SenderQualifier,
                Reference = number ?? whole.Reference,
                MessageType = whole.Standard == EdiStandard.Edifact ? "CONTRL" : "997",
            };
            return new SplitPart(writer.ToPayload(exchange.Body.Encoding)) { Headers = [.. HeadersOf(envelope), new(EdiHeaders.Acknowledgement, "true")] };
        }

        // Whoever gets the acknowledgement knows of it; otherwise the step fails once all others ran.
        private void Tell()
        {
            var fault = Refused(inspection, RefusesAll ? "none of them went out" : "the others went out").Fault;
            if (IsAcknowledged)
            {
                exchange.Log.IntermediateError = true;
                plan.Context.WriteLog(exchange, LogSeverity.Warning, fault.Message);
            }
            else
            {
                Failure = fault;
            }
        }

        private static IEnumerable<KeyValuePair<string, string?>> HeadersOf(EdiEnvelope envelope) =>
            envelope.Headers().Select(header => KeyValuePair.Create(header.Key, header.Value.Length == 0 ? null : header.Value));
    }
}
