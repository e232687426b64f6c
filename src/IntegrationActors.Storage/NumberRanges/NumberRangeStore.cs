using System.Globalization;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores.NumberRanges;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.NumberRanges;

/// <summary>Number ranges in their table: one statement finds and takes the next number, so none is given twice.</summary>
internal sealed class NumberRangeStore(StoreContext store) : INumberRanges
{
    private const string TakeNext = """
        UPDATE number_range SET last = CASE WHEN last < maximum THEN last + 1 ELSE minimum END
        WHERE name = ?1 AND (last < maximum OR rotate = 1) RETURNING last, field_length
        """;

    private const string Columns = "SELECT name, minimum, maximum, field_length, rotate, last FROM number_range";

    private readonly EachWrite<string, Next> _next = new(TakeNextOf);

    private enum Refusal
    {
        None,
        Missing,
        Exhausted,
    }

    private sealed record Next(long Number, int FieldLength, Refusal Refusal);

    public async ValueTask PutAsync(NumberRange range, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        Check(range);
        await store.WriteAsync(connection => Put(connection, range), cancel);
    }

    public async ValueTask<string> NextAsync(string name, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var next = await store.WriteAsync(_next, name, cancel);
        return next.Refusal switch
        {
            Refusal.Missing => throw new FaultException("IA3513", $"There is no number range {StoreNames.Cut(name, NumberRange.LongestName)}.", "Make it with ia create number-range, or correct its name in the flow."),
            Refusal.Exhausted => throw new FaultException("IA3514", $"Number range {name} is exhausted: its last number was given out.", "Raise its maximum, set its last number back, or let it rotate: ia set number-range."),
            _ => next.Number.ToString(CultureInfo.InvariantCulture).PadLeft(next.FieldLength, '0'),
        };
    }

    public async ValueTask<NumberRange?> FindAsync(string name, CancellationToken cancel) => await store.ReadAsync(
        connection =>
        {
            using var find = connection.Prepare($"{Columns} WHERE name = ?1");
            return find.Bind(1, name).Step() ? Read(find) : null;
        },
        cancel);

    public async ValueTask<IReadOnlyList<NumberRange>> ListAsync(CancellationToken cancel) => await store.ReadAsync(
        connection =>
        {
            var list = new List<NumberRange>();
            using var find = connection.Prepare($"{Columns} ORDER BY name");
            while (find.Step())
            {
                list.Add(Read(find));
            }

            return list;
        },
        cancel);

    public async ValueTask<bool> DeleteAsync(string name, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return await store.WriteAsync(connection =>
        {
            using var delete = connection.Prepare("DELETE FROM number_range WHERE name = ?1");
            return delete.Bind(1, name).Run() == 1;
        }, cancel);
    }

    private static Next TakeNextOf(StoreConnection connection, string name)
    {
        using (var take = connection.Prepare(TakeNext))
        {
            if (take.Bind(1, name).Step())
            {
                return new Next(take.Int64(0), take.Int32(1), Refusal.None);
            }
        }

        using var find = connection.Prepare($"{Columns} WHERE name = ?1");
        return new Next(0, 0, find.Bind(1, name).Step() ? Refusal.Exhausted : Refusal.Missing);
    }

    private static bool Put(StoreConnection connection, NumberRange range)
    {
        using var upsert = connection.Prepare("""
            INSERT INTO number_range (name, minimum, maximum, field_length, rotate, last) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (name) DO UPDATE SET minimum = excluded.minimum, maximum = excluded.maximum, field_length = excluded.field_length, rotate = excluded.rotate,
              last = CASE WHEN ?7 = 1 OR number_range.last < excluded.minimum - 1 THEN excluded.last ELSE number_range.last END
            """);
        upsert.Bind(1, range.Name).Bind(2, range.Minimum).Bind(3, range.Maximum).Bind(4, range.FieldLength).Bind(5, range.Rotate ? 1 : 0)
            .Bind(6, range.Last ?? range.Minimum - 1).Bind(7, range.Last is null ? 0 : 1).Run();
        return true;
    }

    private static NumberRange Read(Statement row) => new()
    {
        Name = row.Text(0),
        Minimum = row.Int64(1),
        Maximum = row.Int64(2),
        FieldLength = row.Int32(3),
        Rotate = row.Int32(4) == 1,
        Last = row.Int64(5) is var last && last >= row.Int64(1) ? last : null,
    };

    private static void Check(NumberRange range)
    {
        StoreNames.Check("The name of a number range", range.Name, NumberRange.LongestName);
        if (range.Minimum < 0 || range.Maximum < range.Minimum || range.Maximum > NumberRange.LargestMaximum)
        {
            throw StoreFaults.Invalid(
                string.Create(CultureInfo.InvariantCulture, $"Number range {range.Name} goes from {range.Minimum} to {range.Maximum}; it must begin at 0 or above, not end before it begins, and have at most {NumberRange.MostDigits} digits."));
        }

        if (range.FieldLength is < 0 or > NumberRange.MostDigits)
        {
            throw StoreFaults.Invalid(string.Create(CultureInfo.InvariantCulture, $"Number range {range.Name} has a field length of {range.FieldLength}; it must be 0 to {NumberRange.MostDigits}."));
        }

        if (range.Last is { } last && (last < range.Minimum || last > range.Maximum))
        {
            throw StoreFaults.Invalid(string.Create(CultureInfo.InvariantCulture, $"The last number {last} of number range {range.Name} lies outside of it."));
        }
    }
}
