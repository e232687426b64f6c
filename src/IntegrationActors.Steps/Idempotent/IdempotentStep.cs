using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores.Idempotency;
using IntegrationActors.Steps.Stores;

namespace IntegrationActors.Steps.Idempotent;

/// <summary>(1) Asks for the id; (2) a duplicate is skipped, or goes through; (3) a new one runs; (4) its id is remembered, or given back when it failed.</summary>
public sealed class IdempotentStep : IStep
{
    private const string Duplicate = "CamelDuplicateMessage";
    private const int Conflict = 409;

    private readonly IdempotentOptions _options;
    private readonly IStepContext _context;
    private readonly string _component;
    private readonly ISequence _steps;

    public IdempotentStep(IdempotentOptions options, IStepContext context)
    {
        (_options, _context) = (options, context);
        _component = $"idempotent/{context.Flow.Flow}/{options.Name}";
        _steps = options.Process is { } process ? context.Process(process) : context.Sequence(options.Steps!);
    }

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        var id = await _options.Id.EvaluateTextAsync(exchange, cancel);
        if (id.Length == 0)
        {
            return Outcome.Failed(NoId());
        }

        var key = new IdempotencyKey(_component, id);
        var claim = await _context.Stores.IdempotentRepository.BeginAsync(key, _options.Lease, cancel); // 1
        return claim.Status switch
        {
            IdempotencyStatus.New => await RunOnceAsync(key, claim, exchange, cancel),
            IdempotencyStatus.InProgress => Outcome.Failed(InProgress(id)),
            _ => await RepeatAsync(claim, exchange, cancel),
        };
    }

    // 2
    private async ValueTask<Outcome> RepeatAsync(IdempotencyClaim claim, Exchange exchange, CancellationToken cancel)
    {
        exchange.Properties.Set(Duplicate, true);
        if (!_options.SkipDuplicates)
        {
            return await _steps.RunAsync(exchange, cancel);
        }

        if (_options.RepeatResult)
        {
            if (claim.Outcome.IsEmpty)
            {
                return Outcome.Failed(NoResult());
            }

            await KeptResult.RestoreAsync(claim.Outcome, exchange);
        }

        return Outcome.Next;
    }

    private async ValueTask<Outcome> RunOnceAsync(IdempotencyKey key, IdempotencyClaim claim, Exchange exchange, CancellationToken cancel)
    {
        var isDone = false;
        try
        {
            if (await HeldRun.RunAsync(_steps, exchange, _options.Lease, cancel) is not { } outcome) // 3
            {
                return Outcome.Failed(Outlasted(key.Key));
            }

            if (outcome.Kind is not (OutcomeKind.Failed or OutcomeKind.Escalated))
            {
                var result = _options.RepeatResult ? await KeptResult.OfAsync(exchange, cancel) : default;
                await _context.Stores.IdempotentRepository.CompleteAsync(key, claim.Token, result, _options.KeepFor, CancellationToken.None); // 4
                isDone = true;
            }

            return outcome;
        }
        finally
        {
            if (!isDone)
            {
                await AbandonAsync(key, claim, exchange);
            }
        }
    }

    private async ValueTask AbandonAsync(IdempotencyKey key, IdempotencyClaim claim, Exchange exchange)
    {
        try
        {
            await _context.Stores.IdempotentRepository.AbandonAsync(key, claim.Token);
        }
        catch (FaultException e)
        {
            _context.WriteLog(exchange, LogSeverity.Warning, $"The id '{NamedDataStore.Shorten(key.Key)}' could not be given back and is free after {Duration.Format(_options.Lease)}: {e.Fault.Code}.");
        }
    }

    private Fault NoId() => new("IA3531", $"The message has no id: {_options.Id} gives nothing.", "See what the message has in this place. Without an id it can't be told whether it came before.");

    private Fault InProgress(string id) => new(
        "IA3532",
        $"Another message with the id '{NamedDataStore.Shorten(id)}' is being processed now, or was when its node died.",
        $"Send it again; if the other one went well, this is a duplicate then. After the death of a node the id is free within {Duration.Format(_options.Lease)}.")
    {
        ResponseStatus = Conflict,
    };

    private Fault Outlasted(string id) => new(
        "IA3533",
        $"What is done once for the id '{NamedDataStore.Shorten(id)}' took longer than the lease of {Duration.Format(_options.Lease)} and was interrupted.",
        "Let 'lease' be longer than the longest run, or see which step took the time.");

    private static Fault NoResult() => new(
        "IA3534",
        "The message is a duplicate, and what the first one came to was not kept, since it was over 1 MB.",
        "Without repeatResult a duplicate goes on as it is; or keep the result in a data store, under the same id.");
}
