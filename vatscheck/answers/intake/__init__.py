"""The questionnaire that goes to the client, as a file of its office."""
