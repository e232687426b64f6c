using System.Text;

namespace IntegrationActors.Adapters.Https.Sender;

/// <summary>What the guard says about a request.</summary>
/// <param name="Refusal">Why it does not get in; null when it does, or is answered already.</param>
/// <param name="Client">Id of the authenticated client.</param>
/// <param name="Encoding">Character encoding of the body; null is UTF-8.</param>
/// <param name="IsAnswered">The request was one for a token and has its answer.</param>
internal readonly record struct HttpEntry(Refusal? Refusal, string? Client = null, Encoding? Encoding = null, bool IsAnswered = false);
