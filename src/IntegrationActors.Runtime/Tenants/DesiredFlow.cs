namespace IntegrationActors.Runtime.Tenants;

/// <summary>What a tenant wants of one flow.</summary>
/// <param name="Flow">Name of the flow.</param>
/// <param name="Current">The version to run.</param>
/// <param name="LastGood">The last version that ran; runs when <paramref name="Current"/> can't.</param>
/// <param name="LogLevel">How much is logged.</param>
internal sealed record DesiredFlow(string Flow, FlowVersion Current, FlowVersion? LastGood, LogLevelSetting LogLevel);
