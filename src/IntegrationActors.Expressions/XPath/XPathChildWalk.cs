using System.Xml.XPath;

namespace IntegrationActors.Expressions.XPath;

/// <summary>Goes from one element that a path selects to the next with one navigator, which stands there until the next move: for whoever keeps none of them.</summary>
/// <param name="path">Names of the elements.</param>
/// <param name="at">Where the path begins; moved.</param>
internal struct XPathChildWalk(XPathElement[] path, XPathNavigator at)
{
    // How many elements of the path the navigator has gone down.
    private int _depth;

    public readonly XPathNavigator Current => at;

    public bool MoveNext()
    {
        var isFound = _depth == 0 ? Down() : Next();
        while (isFound && _depth < path.Length)
        {
            isFound = Down() || Next();
        }

        return isFound;
    }

    private bool Down()
    {
        var (uri, name) = path[_depth];
        var isFound = at.MoveToChild(name, uri);
        _depth += isFound ? 1 : 0;
        return isFound;
    }

    // To the next one here, or of the parents.
    private bool Next()
    {
        for (; _depth > 0; _depth--)
        {
            var (uri, name) = path[_depth - 1];
            if (at.MoveToNext(name, uri))
            {
                return true;
            }

            at.MoveToParent();
        }

        return false;
    }
}
