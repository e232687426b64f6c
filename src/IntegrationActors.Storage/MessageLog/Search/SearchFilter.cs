using System.Globalization;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.MessageLog.Ledger;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.MessageLog.Search;

/// <summary>
/// A query in the two forms it is needed in: SQL for the table, a predicate for the ledger. Ids sort by start, so time and cursor are one range of ids, and
/// newest first is the order of the primary key as of every index.
/// </summary>
internal sealed class SearchFilter
{
    private readonly MessageQuery _query;
    private readonly MessageId _from;
    private readonly MessageId? _below;

    /// <summary>Checks the query.</summary>
    /// <exception cref="ArgumentException">The query is not one that can be answered.</exception>
    public SearchFilter(MessageQuery query)
    {
        if (query.Limit is < 1 or > MessageQuery.MaxLimit)
        {
            throw new ArgumentException($"A page has 1 to {MessageQuery.MaxLimit} messages, not {query.Limit}.", nameof(query));
        }

        if (query.KeyName is null != query.KeyValue is null)
        {
            throw new ArgumentException("A tracked key is searched by its name and its value.", nameof(query));
        }

        _query = query;
        _from = MessageId.Lowest(query.From ?? DateTimeOffset.UnixEpoch);
        MessageId? to = query.To is { } time ? MessageId.Lowest(time) : null;
        MessageId? cursor = query.Cursor is null ? null : MessageCursor.Read(query.Cursor);
        _below = to is null || (cursor is { } c && c.CompareTo(to.Value) < 0) ? cursor : to;
    }

    public bool Matches(LedgerEntry entry) =>
        StoreMessageLog.IsKept(entry.Level, entry.End?.Status ?? ShownAs(entry.Level))
        && entry.Id.CompareTo(_from) >= 0
        && (_below is not { } below || entry.Id.CompareTo(below) < 0)
        && (_query.Statuses.Count == 0 || _query.Statuses.Contains(entry.Status))
        && (_query.Flow is null || string.Equals(_query.Flow, entry.Flow, StringComparison.Ordinal))
        && (_query.Id is null || HasId(entry, _query.Id))
        && _query.KeyName is null
        && !Headers().Any(header => header.Value is not null);

    /// <summary>One SELECT per set of rows that an index gives in order, each cut at the limit, merged newest first.</summary>
    public string Sql()
    {
        var parts = Sources().SelectMany(_ => Statuses(), Select);
        return $"SELECT {MessageColumns.List} FROM message m WHERE m.id IN ({string.Join(" UNION ALL ", parts)}) ORDER BY m.id DESC LIMIT ?3";
    }

    public void Bind(Statement statement)
    {
        Span<byte> bound = stackalloc byte[17];
        _from.WriteTo(bound);
        statement.Bind(1, bound[..16]);
        if (_below is { } below)
        {
            below.WriteTo(bound);
            statement.Bind(2, bound[..16]);
        }
        else
        {
            bound.Fill(0xFF);
            statement.Bind(2, bound);
        }

        statement.Bind(3, _query.Limit + 1);
        statement.Bind(4, _query.Flow);
        statement.Bind(6, _query.KeyName is null ? null : SearchText.KeyName(_query.KeyName));
        statement.Bind(7, _query.KeyValue is null ? null : SearchText.Value(_query.KeyValue));
        foreach (var (parameter, _, value) in Headers())
        {
            statement.Bind(parameter, value);
        }

        BindId(statement);
    }

    // What flows say of a message in well-known headers, with the lengths that are kept of it.
    private IEnumerable<(int Parameter, string Condition, string? Value)> Headers() =>
    [
        (9, "m.sender = ?9", SearchText.Cut(_query.Sender, MessageRecord.LongestPartner)),
        (10, "(m.receiver = ?10 OR replace(', ' || m.receiver || ', ', ', ' || ?10 || ', ', '') <> ', ' || m.receiver || ', ')", SearchText.Cut(_query.Receiver, MessageRecord.LongestPartner)),
        (11, "m.custom_status = ?11", SearchText.Cut(_query.CustomStatus, MessageRecord.LongestCustomStatus)),
        (12, "m.message_type = ?12", SearchText.Cut(_query.MessageType, MessageRecord.LongestMessageType)),
    ];

    private string Select(Source source, string status)
    {
        var flow = _query.Flow is null ? "" : " AND m.flow = (SELECT id FROM flow WHERE name = ?4)";
        return $"SELECT * FROM (SELECT {source.Id} AS id FROM {source.Rows}{source.Range}{status}{flow} ORDER BY {source.Order} LIMIT ?3) part";
    }

    private IEnumerable<Source> Sources()
    {
        var rows = Rows();
        rows = rows with
        {
            Rows = rows.Rows + string.Concat(Headers().Where(header => header.Value is not null).Select(header => $" AND {header.Condition}")),
        };
        if (_query.Id is null)
        {
            yield return rows;
            yield break;
        }

        yield return rows with { Rows = rows.Rows + " AND m.correlation = ?5" };
        yield return rows with { Rows = rows.Rows + " AND m.application_id = ?13" };
        if (MessageId.TryParse(_query.Id, out _))
        {
            yield return rows with { Rows = rows.Rows + " AND m.id = ?8" };
        }
    }

    // What leads to fewest rows goes first: a key, an id, what few messages have, the minutes of a partner.
    private Source Rows()
    {
        if (_query.KeyName is not null)
        {
            return Source.Of("message_key k CROSS JOIN message m WHERE m.id = k.id AND k.name = ?6 AND k.value = ?7", "k.id");
        }

        return (_query.Id ?? _query.CustomStatus ?? _query.MessageType) is not null || (_query.Sender ?? _query.Receiver) is null
            ? Source.Of("message m WHERE TRUE", "m.id")
            : Source.OfPartner(_query.Sender is null ? MessagePartners.Receiver : MessagePartners.Sender, _query.Sender is null ? 10 : 9);
    }

    // Each status but COMPLETED is a range of the partial index; COMPLETED is what the table is full of.
    private IEnumerable<string> Statuses() => _query.Statuses.Count == 0 ? [""] : _query.Statuses.Distinct().Order().Select(status => status == MessageStatus.Completed
        ? " AND m.status = 2"
        : string.Create(CultureInfo.InvariantCulture, $" AND m.status <> 2 AND m.status = {(int)status}"));

    private void BindId(Statement statement)
    {
        if (_query.Id is not null)
        {
            statement.Bind(5, SearchText.Value(_query.Id));
            statement.Bind(13, SearchText.Cut(_query.Id, MessageRecord.LongestApplicationId));
            if (MessageId.TryParse(_query.Id, out var id))
            {
                Span<byte> bytes = stackalloc byte[16];
                id.WriteTo(bytes);
                statement.Bind(8, bytes);
            }
        }
    }

    // A running message at level Error is no failure yet.
    private static MessageStatus ShownAs(MessageLogLevel level) => level == MessageLogLevel.Error ? MessageStatus.Completed : MessageStatus.Processing;

    // Rows that come newest first, and their range of ids.
    private sealed record Source(string Rows, string Id, string Range, string Order)
    {
        public static Source Of(string rows, string id) => new(rows, id, $" AND {id} >= ?1 AND {id} < ?2", $"{id} DESC");

        public static Source OfPartner(int role, int name) => new(
            string.Create(CultureInfo.InvariantCulture, $"message_partner p CROSS JOIN message m WHERE p.role = {role} AND p.name = ?{name} AND p.first < ?2 AND p.last > ?1"),
            "m.id", " AND m.id >= CASE WHEN p.first > ?1 THEN p.first ELSE ?1 END AND m.id < CASE WHEN p.last < ?2 THEN p.last ELSE ?2 END", "p.first DESC, m.id DESC");
    }

    private static bool HasId(LedgerEntry entry, string text) =>
        string.Equals(entry.CorrelationId, text, StringComparison.Ordinal) || (MessageId.TryParse(text, out var id) && id == entry.Id);
}
