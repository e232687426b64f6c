using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.MessageLog;

/// <summary>
/// Notes in which minutes a sender or receiver had messages, so that a search for it reads those minutes only. An index of the messages would be written for
/// each of them, and nearly always with a value that the one before had too. Used by one thread at a time.
/// </summary>
internal sealed class MessagePartners
{
    public const int Sender = 1;
    public const int Receiver = 2;

    private const int MostNoted = 4096;

    private readonly HashSet<(int Role, string Name, DateTimeOffset Minute)> _noted = [];
    private readonly List<(int Role, string Name, DateTimeOffset Minute)> _new = [];

    // By role: mostly the next message has the same.
    private readonly (string? Name, DateTimeOffset Minute)[] _latest = new (string?, DateTimeOffset)[Receiver + 1];

    /// <summary>The beginning of the minute that a time is in.</summary>
    public static DateTimeOffset MinuteOf(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

    /// <summary>Notes a minute; <see cref="Write"/> brings into the table what is new.</summary>
    public void Note(int role, string? name, DateTimeOffset started)
    {
        var minute = MinuteOf(started);
        if (name is null || _latest[role] == (name, minute))
        {
            return;
        }

        _latest[role] = (name, minute);
        if (_noted.Count >= MostNoted)
        {
            _noted.Clear();
        }

        if (_noted.Add((role, name, minute)))
        {
            _new.Add((role, name, minute));
        }
    }

    /// <summary>Writes what was noted, in one order for all nodes: two that write the same minutes at once wait for each other, but not both ways.</summary>
    public void Write(StoreConnection connection)
    {
        if (_new.Count > 0)
        {
            _new.Sort(static (x, y) => (x.Role, x.Minute).CompareTo((y.Role, y.Minute)) is not 0 and var order ? order : string.CompareOrdinal(x.Name, y.Name));
            _new.ForEach(noted => Insert(connection, noted.Role, noted.Name, noted.Minute));
            _new.Clear();
        }
    }

    /// <summary>Notes each receiver, and a list of several as the one text that the log shows.</summary>
    public void NoteReceivers(string? receivers, DateTimeOffset started)
    {
        Note(Receiver, receivers, started);
        foreach (var receiver in Listed(receivers))
        {
            Note(Receiver, receiver, started);
        }
    }

    /// <summary>The elements of a list of receivers; none when it is one receiver, which is the usual case.</summary>
    public static string[] Listed(string? receivers) => receivers is not null && receivers.Contains(MessageRecord.ReceiverSeparator, StringComparison.Ordinal)
        ? receivers.Split(MessageRecord.ReceiverSeparator, StringSplitOptions.RemoveEmptyEntries)
        : [];

    /// <summary>What was noted in a transaction that was rolled back is void.</summary>
    public void Forget()
    {
        _noted.Clear();
        _new.Clear();
        Array.Clear(_latest);
    }

    /// <summary>Deletes the minutes of a partner that ended before a time.</summary>
    public static void Delete(StoreConnection connection, int role, string name, DateTimeOffset before)
    {
        Span<byte> id = stackalloc byte[16];
        MessageId.Lowest(before).WriteTo(id);
        using var delete = connection.Prepare("DELETE FROM message_partner WHERE role = ?1 AND name = ?2 AND last <= ?3");
        delete.Bind(1, role).Bind(2, name).Bind(3, id).Run();
    }

    private static void Insert(StoreConnection connection, int role, string name, DateTimeOffset minute)
    {
        Span<byte> id = stackalloc byte[16];
        using var insert = connection.Prepare("INSERT INTO message_partner (role, name, first, last) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING");
        MessageId.Lowest(minute).WriteTo(id);
        insert.Bind(1, role).Bind(2, name).Bind(3, id);
        MessageId.Lowest(minute.AddMinutes(1)).WriteTo(id);
        insert.Bind(4, id).Run();
    }
}
