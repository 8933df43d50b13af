"""The report's charts, one module each: estimates in, a Chart component out."""
