using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Https.Receiver;

/// <summary>How an attempt failed.</summary>
/// <param name="Fault">For people.</param>
/// <param name="Status">Status of the answer; null when there was none.</param>
/// <param name="RetryAfter">When the receiver wants to be called again.</param>
/// <param name="Text">Beginning of the body of the answer.</param>
internal readonly record struct AttemptFailure(Fault Fault, int? Status = null, TimeSpan? RetryAfter = null, string Text = "");
