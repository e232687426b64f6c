using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.End;

/// <summary>Ends the process here: the message as it is now is the answer. In a local process the caller goes on; in <c>onError</c> the error counts as handled.</summary>
[Step("end", typeof(EndStep), Sap = "End Message", Camel = "stop")]
[Example("The end", "- end")]
[Example(
    "Orders from elsewhere are answered at once",
    """
    - router:
        - when: "${header.X-Region} != 'EU'"
          steps:
            - set: { body: "Not for us" }
            - end
    """)]
public sealed record EndOptions : StepOptions;
