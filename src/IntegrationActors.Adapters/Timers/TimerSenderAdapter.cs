using IntegrationActors.Adapters.Https;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Adapters.Timers;

/// <summary>Starts a flow at the times of a schedule.</summary>
public sealed class TimerSenderAdapter(TimerOptions options, IFlowContext context) : ISenderAdapter
{
    private const string NoTime = "IA1361";

    private IChannelStream? _stream;

    public IReadOnlyList<string> Endpoints => [];

    public IReadOnlyList<ChannelStatus> Channels => _stream is { } stream ? [stream.Status] : [];

    /// <summary>Begins to wait for the first time.</summary>
    /// <exception cref="DiagnosticException">IA1361: the schedule has no time to come, and had none when it was deployed first.</exception>
    public async ValueTask StartAsync(IFlowInlet inlet, CancellationToken cancel)
    {
        var schedule = new TimerSchedule(options);
        var fence = new TimerFence(schedule.Name, context);
        if (schedule.HasTimes && !await fence.NoteAsync(schedule.After(context.Time.GetUtcNow()) is not null, cancel))
        {
            throw Finding.Of(NoTime, $"the timer '{schedule.Name}' has no time to come, so the flow would never start; correct the schedule");
        }

        _stream = context.Services.GetRequiredService<IChannelStreams>().Start($"timer:{schedule.Name}", new TimerSource(options, schedule, fence, context), inlet);
    }

    public ValueTask StopAsync(CancellationToken cancel) => _stream?.StopAsync(cancel) ?? default;

    public ValueTask DisposeAsync() => _stream?.DisposeAsync() ?? default;
}
