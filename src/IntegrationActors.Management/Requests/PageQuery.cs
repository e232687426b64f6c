using System.Globalization;
using IntegrationActors.Management.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace IntegrationActors.Management.Requests;

/// <summary>Which page of a list is looked at.</summary>
/// <param name="After">The last entry of the page before; empty for the first page.</param>
/// <param name="Most">Entries on the page.</param>
internal sealed record PageQuery(string After, int Most)
{
    public static readonly QueryParameter[] Parameters =
    [
        new("limit", "Entries on a page, 1 to 1000. Default 50.") { Type = JsonSchemaType.Integer },
        new("cursor", "nextCursor of the page before."),
    ];

    private const int MostOnPage = 1000;
    private const int UsualOnPage = 50;

    public static PageQuery Of(IQueryCollection query) => new(query["cursor"].ToString(), Limit(query["limit"].ToString()));

    private static int Limit(string text)
    {
        if (text.Length == 0)
        {
            return UsualOnPage;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MostOnPage
            ? limit
            : throw ProblemException.Invalid($"limit: '{text}' is no number from 1 to {MostOnPage}");
    }
}
