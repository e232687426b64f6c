using System.Text.Json.Serialization;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Runtime.Tenants;

/// <summary>How much of a flow's runs is logged.</summary>
/// <param name="Level">The level.</param>
/// <param name="Until">When it ends by itself; null: never.</param>
/// <param name="Afterwards">What holds then.</param>
internal sealed record LogLevelSetting(MessageLogLevel Level, DateTimeOffset? Until, MessageLogLevel Afterwards)
{
    public static LogLevelSetting Default { get; } = new(MessageLogLevel.Info, null, MessageLogLevel.Info);

    /// <summary>The setting as it is at a moment: an ended level is no more to be seen.</summary>
    public LogLevelSetting At(DateTimeOffset now) => Until is null || now < Until ? this : new LogLevelSetting(Afterwards, null, Afterwards);

    /// <summary>The level that holds without end: this one, or the one after it.</summary>
    [JsonIgnore]
    public MessageLogLevel Base => Until is null ? Level : Afterwards;

    /// <summary>How long a level lasts; null: until it is changed.</summary>
    public static TimeSpan? Lifetime(MessageLogLevel level) => level switch
    {
        MessageLogLevel.Debug => TimeSpan.FromHours(24),
        MessageLogLevel.Trace => TimeSpan.FromMinutes(10),
        _ => null,
    };
}
