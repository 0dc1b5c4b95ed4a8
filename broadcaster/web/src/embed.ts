import { streamName } from './name';
import { mountPlayer } from './view';

const stream = streamName();
document.title = `${stream} - Millrace`;
document.body.append(mountPlayer(stream).element);
