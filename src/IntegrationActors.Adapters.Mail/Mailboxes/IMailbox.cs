namespace IntegrationActors.Adapters.Mail.Mailboxes;

/// <summary>A place with mails on a server. Used by one at a time. Connects anew where the connection broke.</summary>
internal interface IMailbox : IAsyncDisposable
{
    /// <summary>The server, for people.</summary>
    string Shown { get; }

    /// <summary>Which mailbox of the server it is: user and folder. Known when it was opened once.</summary>
    string Name { get; }

    /// <summary>Makes sure that there is a connection that works, and that the mailbox is there.</summary>
    /// <param name="isPoll">A poll begins: what came in since the last one has to be seen.</param>
    /// <param name="cancel">Stops it.</param>
    Task OpenAsync(bool isPoll, CancellationToken cancel);

    /// <summary>The mails that are to be taken, oldest first.</summary>
    Task<MailList> ListAsync(CancellationToken cancel);

    /// <summary>
    /// Mails that bear the mark of those that are through, and so are not in the list, but were not taken away: the connection broke, or the node died, between the two. People may have given others the same mark.
    /// </summary>
    Task<MailList> MarkedAsync(CancellationToken cancel);

    /// <summary>Sizes in bytes as the server tells them; of some mails they may be missing.</summary>
    Task<IReadOnlyDictionary<string, long>> MeasureAsync(IReadOnlyList<FoundMail> mails, CancellationToken cancel);

    /// <summary>Reads a mail as it came.</summary>
    /// <returns>False: it is not there any more.</returns>
    Task<bool> ReadAsync(FoundMail mail, Stream target, CancellationToken cancel);

    /// <summary>Does with mails what the channel says of those that are through. One that is gone is as wanted.</summary>
    Task FinishAsync(IReadOnlyList<FoundMail> mails, CancellationToken cancel);

    /// <summary>Takes a mail away that failed too often.</summary>
    /// <returns>False: the channel has no place for it, it stays.</returns>
    Task<bool> SetAsideAsync(FoundMail mail, CancellationToken cancel);

    /// <summary>The poll is over: what was done becomes final.</summary>
    Task EndPollAsync(CancellationToken cancel);

    /// <summary>Gives the connection up; the next use makes another one.</summary>
    void Drop();
}
