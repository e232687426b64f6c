namespace IntegrationActors.Core.Stores;

/// <summary>What was given can't be used as a credential; the message says why and what to give.</summary>
public sealed class InvalidCredentialException(string message, Exception? cause = null) : Exception(message, cause);
