namespace IntegrationActors.Adapters.Https;

/// <summary>Methods that a sender may use (RFC 9110, 9.3; PATCH: RFC 5789).</summary>
public enum HttpVerb
{
    /// <summary>Reads.</summary>
    Get,

    /// <summary>Reads the headers alone; the body of the answer is left out.</summary>
    Head,

    /// <summary>Hands something over for processing.</summary>
    Post,

    /// <summary>Replaces.</summary>
    Put,

    /// <summary>Changes a part.</summary>
    Patch,

    /// <summary>Removes.</summary>
    Delete,

    /// <summary>Asks what is possible.</summary>
    Options,
}
