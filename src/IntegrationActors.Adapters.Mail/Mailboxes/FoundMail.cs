namespace IntegrationActors.Adapters.Mail.Mailboxes;

/// <summary>A mail in a mailbox.</summary>
/// <param name="Key">Its name in the mailbox, which no other mail ever gets.</param>
/// <param name="Number">By what the server knows it now.</param>
internal sealed record FoundMail(string Key, uint Number);
